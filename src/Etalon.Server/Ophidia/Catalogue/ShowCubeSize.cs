using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary><c>oph_cubesize</c>.</summary>
internal sealed class ShowCubeSize(OphidiaKeeper keeper) : IOphidiaOperator
{
    /// <inheritdoc />
    public async Task<OphidiaAnswer> RunAsync(OphidiaCall call, CancellationToken cancellation)
    {
        var cube = await keeper.FindAsync(call.Arguments["cube"], call.Visit, cancellation);
        var unit = call.Arguments["byte_unit"];
        return new OphidiaAnswer(
            [new OphidiaGrid("cubesize", new OphidiaTable("Cube Size", [("CUBE SIZE", "double"), ("UNIT", "string")], [[ByteUnits.In(cube.Row.Bytes, unit), unit]]))]);
    }
}
