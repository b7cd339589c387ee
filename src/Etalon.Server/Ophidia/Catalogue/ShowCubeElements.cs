using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary><c>oph_cubeelements</c>.</summary>
internal sealed class ShowCubeElements(OphidiaKeeper keeper) : IOphidiaOperator
{
    /// <inheritdoc />
    public async Task<OphidiaAnswer> RunAsync(OphidiaCall call, CancellationToken cancellation)
    {
        var cube = (await keeper.FindAsync(call.Arguments["cube"], call.Visit, cancellation)).Cube;
        var table = new OphidiaTable("Number of Cube Elements", [("NUMBER OF ELEMENTS", "long")], [[(cube.Rows * cube.RowLength).Cell()]]);
        return new OphidiaAnswer([new OphidiaGrid("cubeelements", table)]);
    }
}
