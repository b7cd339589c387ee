namespace Etalon.Catalog.Tests;

[Collection(SharedCluster.Name)]
public sealed class FindCachedRunTests(ClusterFixture cluster)
{
    [Fact]
    public async Task A_result_is_found_by_its_key_as_long_as_it_exists()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        var find = new FindCachedRun(catalog.Source);
        var run = await catalog.RunningAsync("w1", catalog.Run() with { CacheKey = "abc" });
        Assert.Null(await find.RunAsync("abc", Viewer.System));

        var output = catalog.Dataset("mean");
        await new PublishRun(catalog.Source, catalog.Clock).RunAsync(new RunResult(run, "w1", [output], [new RunPort("output", output.Id, "tas")]));

        var found = await find.RunAsync("abc", Viewer.System);
        Assert.Equal(run, found!.RunId);
        Assert.Equal(new RunPort("output", output.Id, "tas"), Assert.Single(found.Outputs));
        Assert.Null(await find.RunAsync("other", Viewer.System));
        Assert.Null(await find.RunAsync("abc", Viewer.Anonymous));

        await catalog.ExecuteAsync("update dataset set state = 'deleted' where id = @Id", new { output.Id });
        Assert.Null(await find.RunAsync("abc", Viewer.System));
    }

    [Fact]
    public async Task The_nearest_document_is_the_newest_of_the_same_name()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        var nearest = new NearestCacheDocument(catalog.Source);
        await catalog.RunningAsync("w1", catalog.Run() with { Name = "mine", CacheKey = "1", CacheDocument = TestCatalog.Json("""{"a": 1}""") });
        await catalog.RunningAsync("w1", catalog.Run() with { Name = "other", CacheKey = "2", CacheDocument = TestCatalog.Json("""{"a": 2}""") });

        var same = await nearest.RunAsync("datacubes.reduce", "mine", null, Viewer.System);
        var any = await nearest.RunAsync("datacubes.reduce", "new", null, Viewer.System);

        Assert.Equal("1", same!.CacheKey);
        Assert.Equal(2, any!.Document.GetProperty("a").GetInt32());
        Assert.Null(await nearest.RunAsync("datacubes.subset", "mine", null, Viewer.System));
    }
}
