using Etalon.Cubes;

namespace Etalon.Catalog.Tests;

[Collection(SharedCluster.Name)]
public sealed class DeleteDatasetTests(ClusterFixture cluster)
{
    [Fact]
    public async Task A_deleted_dataset_leaves_the_lists_but_can_still_be_asked_for()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        var dataset = await catalog.PublishedAsync();
        var (run, derived) = await DeriveAsync(catalog, dataset.Id);

        var deleted = await new DeleteDataset(catalog.Source, catalog.Clock).RunAsync(dataset.Id, Viewer.System);

        Assert.Equal([derived], deleted.Derived);
        Assert.Equal([derived], (await new ListDatasets(catalog.Source).RunAsync(Viewer.System)).Select(d => d.Id));
        var shown = await new GetDataset(catalog.Source).RunAsync(dataset.Id, Viewer.System);
        Assert.Equal((DatasetState.Deleted, catalog.Clock.GetUtcNow()), (shown.Dataset.State, shown.DeletedAt));
        Assert.Equal(RunState.Done, (await new GetRun(catalog.Source).RunAsync(run, Viewer.System)).Run.State);
        Assert.Equal(1, (await new VerifyAudit(catalog.Source).RunAsync()).Entries);
    }

    [Fact]
    public async Task A_dataset_in_use_is_not_deleted()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        var dataset = await catalog.PublishedAsync();
        var run = await catalog.RunningAsync("w1", catalog.Run(new RunPort("input", dataset.Id)));
        var delete = new DeleteDataset(catalog.Source, catalog.Clock);

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => delete.RunAsync(dataset.Id, Viewer.System));

        Assert.Equal("dataset-in-use", refusal.Code);
        await new FinishJob(catalog.Source, catalog.Clock).RunAsync(run, "w1", RunState.Failed);
        await delete.RunAsync(dataset.Id, Viewer.System);
        await Assert.ThrowsAsync<RefusalException>(() => catalog.RunningAsync("w1", catalog.Run(new RunPort("input", dataset.Id))));
    }

    [Fact]
    public async Task Only_the_owner_or_an_administrator_deletes()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        var (anna, ben) = (await catalog.PersonAsync("anna"), await catalog.PersonAsync("ben"));
        var dataset = await catalog.PublishedAsync(catalog.Dataset() with { CreatedBy = anna, Public = true });
        var delete = new DeleteDataset(catalog.Source, catalog.Clock);

        Assert.Equal("not-yours", (await Assert.ThrowsAsync<RefusalException>(() => delete.RunAsync(dataset.Id, new Viewer(ben, [])))).Code);
        Assert.Equal("not-yours", (await Assert.ThrowsAsync<RefusalException>(() => delete.RunAsync(dataset.Id, Viewer.Anonymous))).Code);
        await delete.RunAsync(dataset.Id, new Viewer(anna, []));
    }

    [Fact]
    public async Task Files_of_deleted_and_abandoned_datasets_are_swept_and_then_forgotten()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        var register = new RegisterDataset(catalog.Source, catalog.Clock);
        var live = await catalog.RunningAsync("w1");
        var failed = await catalog.RunningAsync("w1");
        await register.RunAsync(catalog.Dataset("live") with { RunId = live });
        var abandoned = catalog.Dataset("abandoned") with { RunId = failed };
        await register.RunAsync(abandoned);
        await new FinishJob(catalog.Source, catalog.Clock).RunAsync(failed, "w1", RunState.Failed);
        var deleted = await catalog.PublishedAsync(catalog.Dataset("deleted"));
        await new DeleteDataset(catalog.Source, catalog.Clock).RunAsync(deleted.Id, Viewer.System);
        var inPlace = await catalog.PublishedAsync(catalog.Dataset("in place") with { External = true });
        await new DeleteDataset(catalog.Source, catalog.Clock).RunAsync(inPlace.Id, Viewer.System);
        var lone = catalog.Dataset("lone");
        await register.RunAsync(lone);
        var sweep = new SweepDatasets(catalog.Source, catalog.Clock);

        var early = await sweep.RunAsync(TimeSpan.FromHours(1));
        catalog.Clock.Advance(TimeSpan.FromHours(2));
        var late = await sweep.RunAsync(TimeSpan.FromHours(1));

        Assert.Equal([abandoned.Id, deleted.Id], early.Select(swept => swept.Id));
        Assert.Equal([abandoned.Location, deleted.Location], early.Select(swept => swept.Location));
        Assert.Equal([abandoned.Id, deleted.Id, lone.Id], late.Select(swept => swept.Id));
        await new ForgetDatasets(catalog.Source, catalog.Clock).RunAsync([.. late.Select(swept => swept.Id)]);
        Assert.Empty(await sweep.RunAsync(TimeSpan.FromHours(1)));
        Assert.Equal(DatasetState.Deleted, (await new GetDataset(catalog.Source).RunAsync(deleted.Id, Viewer.System)).Dataset.State);
        foreach (var table in new[] { "cube", "file", "metadata_quantity" })
        {
            Assert.Equal(0, await catalog.ScalarAsync<long>($"select count(*) from {table} where dataset_id not in (select id from dataset)"));
        }
    }

    internal static async Task<(Guid Run, Guid Output)> DeriveAsync(TestCatalog catalog, params Guid[] inputs)
    {
        var run = await catalog.RunningAsync("w1", catalog.Run([.. inputs.Select((input, i) => new RunPort("input", input, "", i))]));
        var output = catalog.Dataset("derived");
        await new PublishRun(catalog.Source, catalog.Clock).RunAsync(new RunResult(run, "w1", [output], [new RunPort("output", output.Id)]));
        return (run, output.Id);
    }
}
