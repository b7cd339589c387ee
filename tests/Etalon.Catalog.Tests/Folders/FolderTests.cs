using Etalon.Cubes;

namespace Etalon.Catalog.Tests;

[Collection(SharedCluster.Name)]
public sealed class FolderTests(ClusterFixture cluster)
{
    [Fact]
    public async Task Folders_are_made_found_moved_and_removed()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        var create = new CreateFolder(catalog.Source, catalog.Clock);
        var find = new FindFolder(catalog.Source);
        var top = await create.RunAsync("beamtime", null, Viewer.System);
        var year = await create.RunAsync("2026", top.Id, Viewer.System);
        var other = await create.RunAsync("archive", null, Viewer.System);

        Assert.Equal(year, await find.RunAsync("/beamtime/2026"));
        Assert.Equal(["archive", "beamtime"], (await new ListFolders(catalog.Source).RunAsync(null, Viewer.System)).Select(folder => folder.Name));

        await new MoveFolder(catalog.Source).RunAsync(year.Id, other.Id, "last");
        Assert.Equal(year.Id, (await find.RunAsync("archive/last")).Id);
        Assert.Empty(await new ListFolders(catalog.Source).RunAsync(top.Id, Viewer.System));

        var remove = new RemoveFolder(catalog.Source);
        Assert.Equal("folder-not-empty", await CodeAsync(() => remove.RunAsync(other.Id, recursive: false)));
        await remove.RunAsync(other.Id, recursive: true);
        await remove.RunAsync(top.Id, recursive: false);
        Assert.Empty(await new ListFolders(catalog.Source).RunAsync(null, Viewer.System));
    }

    [Fact]
    public async Task What_makes_no_tree_is_refused()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        var create = new CreateFolder(catalog.Source, catalog.Clock);
        var move = new MoveFolder(catalog.Source);
        var top = await create.RunAsync("a", null, Viewer.System);
        var below = await create.RunAsync("b", top.Id, Viewer.System);

        Assert.Equal("duplicate-folder", await CodeAsync(() => create.RunAsync("a", null, Viewer.System)));
        Assert.Equal("duplicate-folder", await CodeAsync(() => create.RunAsync("b", top.Id, Viewer.System)));
        Assert.Equal("invalid-name", await CodeAsync(() => create.RunAsync("a/b", null, Viewer.System)));
        Assert.Equal("unknown-folder", await CodeAsync(() => create.RunAsync("c", catalog.NextId(), Viewer.System)));
        Assert.Equal("folder-cycle", await CodeAsync(() => move.RunAsync(top.Id, below.Id, "a")));
        Assert.Equal("folder-cycle", await CodeAsync(() => move.RunAsync(top.Id, top.Id, "a")));
        Assert.Equal("unknown-folder", await CodeAsync(() => move.RunAsync(catalog.NextId(), null, "a")));
        Assert.Equal("unknown-folder", await CodeAsync(() => new FindFolder(catalog.Source).RunAsync("/a/c")));
        Assert.Null((await new FindFolder(catalog.Source).RunAsync("a")).ParentId);
    }

    private static async Task<string> CodeAsync(Func<Task> work) => (await Assert.ThrowsAsync<RefusalException>(work)).Code;
}
