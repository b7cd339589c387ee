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
    public async Task Inputs_are_deleted_with_the_publication_or_not_at_all()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        var input = await catalog.PublishedAsync();
        var run = await catalog.RunningAsync("w1", catalog.Run(new RunPort("input", input.Id, "tas")), await OwnerAsync(catalog, input.Id));
        var output = catalog.Dataset("mean");
        var result = new RunResult(run, "w1", [output], [new RunPort("output", output.Id)]) { Deletes = [input.Id, input.Id] };

        // The trigger cuts the connection when the deletion is audited: after everything else, before the commit.
        await catalog.ExecuteAsync("""
            create function cut() returns trigger language plpgsql as $$
            begin perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(1); return new; end $$;
            create trigger cut before insert on audit for each row execute function cut()
            """);
        await Assert.ThrowsAnyAsync<Npgsql.NpgsqlException>(() => new PublishRun(catalog.Source, catalog.Clock).RunAsync(result));
        Assert.Equal([input.Id], (await new ListDatasets(catalog.Source).RunAsync(Viewer.System)).Select(d => d.Id));
        Assert.Equal("running", await catalog.ScalarAsync<string>("select state from run"));

        await catalog.ExecuteAsync("drop trigger cut on audit");
        await new PublishRun(catalog.Source, catalog.Clock).RunAsync(result);
        Assert.Equal([output.Id], (await new ListDatasets(catalog.Source).RunAsync(Viewer.System)).Select(d => d.Id));
        Assert.Equal(DatasetState.Deleted, (await new GetDataset(catalog.Source).RunAsync(input.Id, Viewer.System)).Dataset.State);

        // A crash now would leave the files: the next start is told of them.
        Assert.Equal([input.Id], (await new SweepDatasets(catalog.Source, catalog.Clock).RunAsync(TimeSpan.Zero)).Select(swept => swept.Id));
        Assert.Equal(1, (await new VerifyAudit(catalog.Source).RunAsync()).Entries);
    }

    [Fact]
    public async Task A_result_is_published_although_an_input_cannot_be_deleted_and_the_run_says_why()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        var (used, foreign) = (await catalog.PublishedAsync(), await catalog.PublishedAsync(catalog.Dataset("foreign") with { Public = true }));
        var anna = await OwnerAsync(catalog, used.Id);
        var other = await catalog.RunningAsync("w2", catalog.Run(new RunPort("input", used.Id)));
        var run = await catalog.RunningAsync("w1", catalog.Run(new RunPort("input", used.Id), new RunPort("second", foreign.Id)), anna);
        var output = catalog.Dataset("mean");

        await new PublishRun(catalog.Source, catalog.Clock).RunAsync(new RunResult(run, "w1", [output], [new RunPort("output", output.Id)])
        {
            Deletes = [used.Id, foreign.Id],
            Statistics = TestCatalog.Json("""{"remarks": ["as before"]}"""),
        });

        var shown = await new GetRun(catalog.Source).RunAsync(run, Viewer.System);
        var remarks = shown.Statistics!.Value.GetProperty("remarks").EnumerateArray().Select(remark => remark.GetString()!).ToArray();
        Assert.Equal(RunState.Done, shown.Run.State);
        Assert.Equal(3, (await new ListDatasets(catalog.Source).RunAsync(Viewer.System)).Count);
        Assert.Equal("as before", remarks[0]);
        Assert.Contains(remarks, remark => remark.Contains($"{used.Id} was not deleted", StringComparison.Ordinal) && remark.Contains($"{other}", StringComparison.Ordinal));
        Assert.Contains(remarks, remark => remark.Contains($"{foreign.Id} was not deleted", StringComparison.Ordinal));
        Assert.Equal(0, (await new VerifyAudit(catalog.Source).RunAsync()).Entries);
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

    /// <summary>Somebody, who owns the dataset from now on.</summary>
    private static async Task<Viewer> OwnerAsync(TestCatalog catalog, Guid dataset)
    {
        var anna = await catalog.PersonAsync("anna");
        await catalog.ExecuteAsync("update dataset set created_by = @anna where id = @dataset", new { anna, dataset });
        return new Viewer(anna, []);
    }
}
