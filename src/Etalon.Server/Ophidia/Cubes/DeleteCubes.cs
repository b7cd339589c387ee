namespace Etalon.Server;

/// <summary><c>oph_delete</c>.</summary>
internal sealed class DeleteCubes(OphidiaKeeper keeper) : IOphidiaOperator
{
    /// <inheritdoc />
    public async Task<OphidiaAnswer> RunAsync(OphidiaCall call, CancellationToken cancellation)
    {
        var cubes = await keeper.FindAsync(call.Arguments.List("cube"), call.Visit, cancellation);
        foreach (var cube in cubes)
        {
            await keeper.DeleteAsync(cube, cancellation);
        }

        return OphidiaAnswer.Done;
    }
}
