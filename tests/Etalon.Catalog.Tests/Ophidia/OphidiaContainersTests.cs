using Etalon.Cubes;

namespace Etalon.Catalog.Tests;

[Collection(SharedCluster.Name)]
public sealed class OphidiaContainersTests(ClusterFixture cluster)
{
    [Fact]
    public async Task Containers_are_made_found_and_moved()
    {
        await using var session = await OphidiaSessionCatalog.NewAsync(cluster);
        var (containers, root) = (session.Containers, session.Root);
        await session.Folders.MakeAsync(root, ["a"]);
        var made = await containers.CreateAsync(
            root, ["a"], new NewOphidiaContainer("tests", TestCatalog.Json("""[{"name": "lat"}]""")) { Vocabulary = "CF", Description = "for tests" }, session.Person);

        var found = await containers.FindAsync(root, ["a", "tests"]);
        Assert.Equal((made, "tests", "/a/", "CF", "for tests"), (found.Id, found.Name, found.Path, found.Vocabulary, found.Description));
        Assert.Equal("lat", found.Dimensions[0].GetProperty("name").GetString());
        Assert.Equal("tests", (await containers.FindAsync(OphidiaSessionCatalog.Code, made)).Name);

        await containers.MoveAsync(root, made, ["others"]);
        Assert.Equal("/", (await containers.FindAsync(root, ["others"])).Path);
        Assert.Equal("unknown-container", await CodeAsync(() => containers.FindAsync(root, ["a", "tests"])));
        Assert.Equal("unknown-container", await CodeAsync(() => containers.FindAsync("elsewhere", made)));
    }

    [Fact]
    public async Task Names_are_taken_once_by_folders_and_containers_together()
    {
        await using var session = await OphidiaSessionCatalog.NewAsync(cluster);
        await session.Folders.MakeAsync(session.Root, ["a"]);
        var made = await session.ContainerAsync("b");

        Assert.Equal("duplicate-name", await CodeAsync(() => session.ContainerAsync("a")));
        Assert.Equal("duplicate-name", await CodeAsync(() => session.ContainerAsync("b")));
        Assert.Equal("invalid-name", await CodeAsync(() => session.ContainerAsync("b/c")));
        Assert.Equal("unknown-folder", await CodeAsync(() => session.ContainerAsync("b", "x")));
        Assert.Equal("duplicate-name", await CodeAsync(() => session.Containers.MoveAsync(session.Root, made, ["a"])));
        Assert.Equal("unknown-folder", await CodeAsync(() => session.Containers.MoveAsync(session.Root, made, ["x", "b"])));
    }

    [Fact]
    public async Task A_container_goes_with_its_cubes_only_if_that_is_asked_for()
    {
        await using var session = await OphidiaSessionCatalog.NewAsync(cluster);
        var (kept, going) = (await session.ContainerAsync("kept"), await session.ContainerAsync("going"));
        var needed = (await session.Catalog.PublishedAsync(session.Catalog.Dataset("needed"))).Id;
        var alone = (await session.Catalog.PublishedAsync(session.Catalog.Dataset("alone"))).Id;
        var foreign = (await session.Catalog.PublishedAsync(session.Catalog.Dataset("foreign"))).Id;
        await KeptAsync(session, going, needed, owns: true);
        await KeptAsync(session, kept, needed, owns: true);
        await KeptAsync(session, going, alone, owns: true);
        var last = await KeptAsync(session, going, foreign, owns: false);
        var row = (await new GetOphidiaCubes(session.Catalog.Source).RunAsync([last], Viewer.System)).Single();
        Assert.Equal((last, going, "going", OphidiaSessionCatalog.Code, foreign), (row.Id, row.ContainerId, row.Container, row.Session, row.DatasetId));

        Assert.Equal("container-not-empty", await CodeAsync(() => session.Containers.DeleteAsync(going, withCubes: false)));
        Assert.Equal([alone], await session.Containers.DeleteAsync(going, withCubes: true));
        Assert.Equal(1, await session.Catalog.ScalarAsync<long>("select count(*) from ophidia_cube"));
        Assert.Equal("unknown-container", await CodeAsync(() => session.Containers.DeleteAsync(going, withCubes: true)));
        Assert.Empty(await session.Containers.DeleteAsync(await session.ContainerAsync("going"), withCubes: false));
    }

    private static Task<long> KeptAsync(OphidiaSessionCatalog session, long container, Guid dataset, bool owns)
    {
        var recipe = TestCatalog.Json($$"""[{"dataset": "{{dataset}}", "cube": "tas"}]""");
        var row = new OphidiaCubeRow(0, container, "oph_importnc", "tas", "float", TestCatalog.Json("[]"), recipe, TestCatalog.Json("{}"))
        {
            DatasetId = dataset,
            OwnsDataset = owns,
        };
        return new PutOphidiaCube(session.Catalog.Source, session.Catalog.Clock).RunAsync(row, session.Person);
    }

    private static async Task<string> CodeAsync(Func<Task> work) => (await Assert.ThrowsAsync<RefusalException>(work)).Code;
}
