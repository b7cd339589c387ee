using Etalon.Cubes;

namespace Etalon.Catalog.Tests;

[Collection(SharedCluster.Name)]
public sealed class PublishRunTests(ClusterFixture cluster)
{
    [Fact]
    public async Task Datasets_lineage_and_the_runs_end_appear_together()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        var input = await catalog.PublishedAsync();
        var run = await catalog.RunningAsync("w1", catalog.Run(new RunPort("input", input.Id, "tas")));
        var output = catalog.Dataset("mean");

        await new PublishRun(catalog.Source, catalog.Clock).RunAsync(new RunResult(run, "w1", [output], [new RunPort("output", output.Id, "tas")])
        {
            Statistics = TestCatalog.Json("""{"bytesRead": 96}"""),
        });

        var shown = await new GetRun(catalog.Source).RunAsync(run, Viewer.System);
        Assert.Equal(RunState.Done, shown.Run.State);
        Assert.Equal(catalog.Clock.GetUtcNow(), shown.Run.FinishedAt);
        Assert.Equal(new RunPort("input", input.Id, "tas"), Assert.Single(shown.Inputs));
        Assert.Equal(new RunPort("output", output.Id, "tas"), Assert.Single(shown.Outputs));
        Assert.Equal(96, shown.Statistics!.Value.GetProperty("bytesRead").GetInt32());
        Assert.Equal(run, (await new GetDataset(catalog.Source).RunAsync(output.Id, Viewer.System)).Dataset.RunId);
    }

    [Fact]
    public async Task A_connection_cut_in_the_middle_leaves_nothing_visible()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        var run = await catalog.RunningAsync("w1");
        var output = catalog.Dataset("mean");

        // The trigger cuts the connection when lineage is written: after the datasets, before the commit.
        await catalog.ExecuteAsync("""
            create function cut() returns trigger language plpgsql as $$
            begin perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(1); return new; end $$;
            create trigger cut before insert on run_output for each row execute function cut()
            """);
        var result = new RunResult(run, "w1", [output], [new RunPort("output", output.Id)]);
        await Assert.ThrowsAnyAsync<Npgsql.NpgsqlException>(() => new PublishRun(catalog.Source, catalog.Clock).RunAsync(result));

        Assert.Equal(0, await catalog.ScalarAsync<long>("select count(*) from dataset"));
        Assert.Equal(0, await catalog.ScalarAsync<long>("select count(*) from cube"));
        Assert.Equal("running", await catalog.ScalarAsync<string>("select state from run"));

        // … and the same result can be published afterwards.
        await catalog.ExecuteAsync("drop trigger cut on run_output");
        await new PublishRun(catalog.Source, catalog.Clock).RunAsync(result);
        Assert.Single(await new ListDatasets(catalog.Source).RunAsync(Viewer.System));
    }

    [Fact]
    public async Task A_worker_that_lost_its_job_publishes_nothing()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        var run = await catalog.RunningAsync("w1");
        var output = catalog.Dataset("mean");

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => new PublishRun(catalog.Source, catalog.Clock)
            .RunAsync(new RunResult(run, "w2", [output], [new RunPort("output", output.Id)])));

        Assert.Equal("run-lost", refusal.Code);
        Assert.Empty(await new ListDatasets(catalog.Source).RunAsync(Viewer.System));
    }

    [Fact]
    public async Task A_cancelled_run_publishes_nothing()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        var run = await catalog.RunningAsync("w1");
        var output = catalog.Dataset("mean");

        Assert.Equal(RunState.Running, await new CancelRun(catalog.Source, catalog.Clock).RunAsync(run, Viewer.System));
        var refusal = await Assert.ThrowsAsync<RefusalException>(() => new PublishRun(catalog.Source, catalog.Clock)
            .RunAsync(new RunResult(run, "w1", [output], [new RunPort("output", output.Id)])));

        Assert.Equal("cancelled", refusal.Code);
        Assert.Empty(await new ListDatasets(catalog.Source).RunAsync(Viewer.System));
    }

    [Fact]
    public async Task A_run_on_a_dataset_that_is_not_there_is_refused()
    {
        await using var catalog = await cluster.NewCatalogAsync();

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => catalog.RunningAsync("w1", catalog.Run(new RunPort("input", catalog.NextId()))));

        Assert.Equal("unknown-dataset", refusal.Code);
        Assert.Equal(0, await catalog.ScalarAsync<long>("select count(*) from run"));
    }
}
