namespace Etalon.Server;

/// <summary><c>oph_unpublish</c>: takes the pages of a cube away.</summary>
internal sealed class UnpublishCube(OphidiaKeeper keeper, OutputFolders folders) : IOphidiaOperator
{
    /// <inheritdoc />
    public async Task<OphidiaAnswer> RunAsync(OphidiaCall call, CancellationToken cancellation)
    {
        var cube = await keeper.FindAsync(call.Arguments["cube"], call.Visit, cancellation);
        var folder = folders.Published(cube.Row.ContainerId, cube.Row.Id);
        if (!Directory.Exists(folder))
        {
            throw new Cubes.RefusalException("not-published", $"The cube {cube.Pid} has no pages.", "'oph_publish' makes them.", Cubes.RefusalKind.Missing);
        }

        StagingFolder.Remove(folder);
        return OphidiaAnswer.Done;
    }
}
