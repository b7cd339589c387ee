using Etalon.Cubes;

namespace Etalon.Catalog.Tests;

[Collection(SharedCluster.Name)]
public sealed class TraceLineageTests(ClusterFixture cluster)
{
    [Fact]
    public async Task Lineage_is_followed_both_ways_and_each_thing_is_there_once()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        var raw = await catalog.PublishedAsync(catalog.Dataset("raw"));
        var (firstRun, left) = await DeleteDatasetTests.DeriveAsync(catalog, raw.Id);
        var (secondRun, right) = await DeleteDatasetTests.DeriveAsync(catalog, raw.Id);
        var (lastRun, end) = await DeleteDatasetTests.DeriveAsync(catalog, left, right); // a diamond
        var trace = new TraceLineage(catalog.Source);

        var up = await trace.RunAsync(end, LineageDirection.Up, Viewer.System);
        var down = await trace.RunAsync(raw.Id, LineageDirection.Down, Viewer.System);

        Assert.Equal([firstRun, secondRun, lastRun], up.Runs.Select(run => run.Id));
        Assert.Equal(new HashSet<Guid> { raw.Id, left, right, end }, [.. up.Datasets.Select(dataset => dataset.Id)]);
        Assert.Equal(end, up.Datasets[0].Id);
        Assert.Equal(7, up.Links.Count);
        Assert.False(up.Truncated);
        Assert.Equal(up.Links.ToHashSet(), [.. down.Links]);
        Assert.Equal(2, (await trace.RunAsync(left, LineageDirection.Up, Viewer.System)).Links.Count);
        Assert.True((await trace.RunAsync(end, LineageDirection.Up, Viewer.System, generations: 1)).Truncated);
    }

    [Fact]
    public async Task Names_of_datasets_that_may_not_be_seen_are_left_out()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        var raw = await catalog.PublishedAsync(catalog.Dataset("secret"));
        var run = await catalog.RunningAsync("w1", catalog.Run(new RunPort("input", raw.Id)));
        var output = catalog.Dataset("public") with { Public = true };
        await new PublishRun(catalog.Source, catalog.Clock).RunAsync(new RunResult(run, "w1", [output], [new RunPort("output", output.Id)]));
        var trace = new TraceLineage(catalog.Source);

        var up = await trace.RunAsync(output.Id, LineageDirection.Up, Viewer.Anonymous);

        Assert.Equal([("public", true), ("", false)], up.Datasets.Select(dataset => (dataset.Name, dataset.Visible)));
        await Assert.ThrowsAsync<RefusalException>(() => trace.RunAsync(raw.Id, LineageDirection.Down, Viewer.Anonymous));
    }
}
