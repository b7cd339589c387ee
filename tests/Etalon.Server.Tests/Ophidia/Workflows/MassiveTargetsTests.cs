using Etalon.Cubes;
using Etalon.Ophidia;

namespace Etalon.Server.Tests;

public sealed class MassiveTargetsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("etalon-massive-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Files_are_looked_for_below_the_folder_that_is_served_only()
    {
        var served = Directory.CreateDirectory(Path.Combine(_folder, "served", "deep")).FullName;
        await File.WriteAllTextAsync(Path.Combine(served, "a.nc"), "");
        await File.WriteAllTextAsync(Path.Combine(_folder, "secret.nc"), "");
        Directory.CreateSymbolicLink(Path.Combine(_folder, "served", "out"), _folder);
        var targets = new MassiveTargets(null!, new OphidiaFiles(Path.Combine(_folder, "served")));

        Assert.Equal([Path.Combine(served, "a.nc")], await FilesAsync(targets, "[path=/deep;file=*.nc]"));
        Assert.Equal([Path.Combine(served, "a.nc")], await FilesAsync(targets, "[path=/;file=*.nc;recursive=yes]"));
        Assert.Empty(await FilesAsync(targets, "[path=/../../;file=*.nc]"));
        var refused = await Assert.ThrowsAsync<RefusalException>(() => FilesAsync(targets, "[path=/out;file=*.nc]"));
        Assert.Equal("path-outside", refused.Code);
    }

    private static async Task<string[]> FilesAsync(MassiveTargets targets, string filter) =>
        [.. await targets.FilesAsync(MassiveFilter.Parse(filter)!, "/", CancellationToken.None)];
}
