using Etalon.Cubes;

namespace Etalon.Catalog.Tests;

[Collection(SharedCluster.Name)]
public sealed class OphidiaFoldersTests(ClusterFixture cluster)
{
    [Fact]
    public async Task Folders_are_made_found_moved_and_removed()
    {
        await using var session = await OphidiaSessionCatalog.NewAsync(cluster);
        var (folders, root) = (session.Folders, session.Root);
        var a = await folders.MakeAsync(root, ["a"]);
        var b = await folders.MakeAsync(root, ["a", "b"]);
        await folders.MakeAsync(root, ["c"]);

        Assert.Equal(root, await folders.FindAsync(root, []));
        Assert.Equal(b, await folders.FindAsync(root, ["a", "b"]));

        await folders.MoveAsync(root, ["a", "b"], ["c", "d"]);
        Assert.Equal(b, await folders.FindAsync(root, ["c", "d"]));
        await folders.MoveAsync(root, ["a"], ["c"]);
        Assert.Equal(a, await folders.FindAsync(root, ["c", "a"]));
        Assert.Equal("/c/a/", await session.Catalog.ScalarAsync<string>("select ophidia_path(@a)", new { a }));
        Assert.Equal("/", await session.Catalog.ScalarAsync<string>("select ophidia_path(@root)", new { root }));

        Assert.Equal("folder-not-empty", await CodeAsync(() => folders.RemoveAsync(root, ["c"])));
        await folders.RemoveAsync(root, ["c", "a"]);
        await folders.RemoveAsync(root, ["c", "d"]);
        await folders.RemoveAsync(root, ["c"]);
        Assert.Equal("unknown-folder", await CodeAsync(() => folders.FindAsync(root, ["c"])));
    }

    [Fact]
    public async Task What_makes_no_tree_is_refused()
    {
        await using var session = await OphidiaSessionCatalog.NewAsync(cluster);
        var (folders, root) = (session.Folders, session.Root);
        await folders.MakeAsync(root, ["a"]);
        await folders.MakeAsync(root, ["a", "b"]);
        await session.ContainerAsync("cubes");

        Assert.Equal("duplicate-name", await CodeAsync(() => folders.MakeAsync(root, ["a"])));
        Assert.Equal("duplicate-name", await CodeAsync(() => folders.MakeAsync(root, ["cubes"])));
        Assert.Equal("unknown-folder", await CodeAsync(() => folders.MakeAsync(root, ["x", "y"])));
        Assert.Equal("invalid-name", await CodeAsync(() => folders.MakeAsync(root, ["a|b"])));
        Assert.Equal("root-folder", await CodeAsync(() => folders.RemoveAsync(root, [])));
        Assert.Equal("unknown-folder", await CodeAsync(() => folders.RemoveAsync(root, ["x"])));
        Assert.Equal("folder-cycle", await CodeAsync(() => folders.MoveAsync(root, ["a"], ["a", "b", "c"])));
        Assert.Equal("folder-cycle", await CodeAsync(() => folders.MoveAsync(root, ["a"], ["a", "b"])));
        Assert.Equal("unknown-folder", await CodeAsync(() => folders.MoveAsync(root, ["x"], ["y"])));
        Assert.Equal("unknown-folder", await CodeAsync(() => folders.MoveAsync(root, ["a"], ["x", "y"])));
        Assert.Equal("duplicate-name", await CodeAsync(() => folders.MoveAsync(root, ["a"], ["cubes"])));
        Assert.True(await folders.FindAsync(root, ["a", "b"]) > 0);
    }

    private static async Task<string> CodeAsync(Func<Task> work) => (await Assert.ThrowsAsync<RefusalException>(work)).Code;
}
