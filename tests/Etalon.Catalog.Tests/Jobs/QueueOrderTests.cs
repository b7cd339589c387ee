namespace Etalon.Catalog.Tests;

[Collection(SharedCluster.Name)]
public sealed class QueueOrderTests(ClusterFixture cluster)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Short_jobs_go_first_and_every_second_of_waiting_counts_one()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        var anna = await PersonAsync(catalog, "anna");
        var week = await QueueAsync(catalog, anna, seconds: 1000);
        catalog.Clock.Advance(TimeSpan.FromSeconds(900));
        var hour = await QueueAsync(catalog, anna, seconds: 200);
        var minute = await QueueAsync(catalog, anna, seconds: 60);

        // 1000 - 900 = 100, 200, 60.
        Assert.Equal([minute, week, hour], await TakeAllAsync(catalog));
    }

    [Fact]
    public async Task Who_had_much_lately_comes_after_who_had_little()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        var (anna, bert) = (await PersonAsync(catalog, "anna"), await PersonAsync(catalog, "bert"));
        var first = await QueueAsync(catalog, anna, seconds: 10);
        Assert.Equal(first, (await new TakeJob(catalog.Source, catalog.Clock).RunAsync("w", [JobClass.Batch], Lease))!.RunId);
        catalog.Clock.Advance(TimeSpan.FromSeconds(300));
        Assert.True(await new FinishJob(catalog.Source, catalog.Clock).RunAsync(first, "w", RunState.Failed));
        var again = await QueueAsync(catalog, anna, seconds: 10);
        var other = await QueueAsync(catalog, bert, seconds: 100);

        var shown = await new ListQueuedJobs(catalog.Source, catalog.Clock).RunAsync(Viewer.System);

        Assert.Equal([(other, 1L, 0.0), (again, 2L, 100.0)], shown.Select(job => (job.RunId, job.Place, Math.Round(job.SecondsBefore))));
        Assert.Equal(300, shown[1].UsedSeconds, 0);
        Assert.Equal([other, again], await TakeAllAsync(catalog));
    }

    [Fact]
    public async Task Everybody_sees_their_own_jobs_with_places_that_count_all()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        var (anna, bert) = (await PersonAsync(catalog, "anna"), await PersonAsync(catalog, "bert"));
        _ = await QueueAsync(catalog, anna, seconds: 1);
        var mine = await QueueAsync(catalog, bert, seconds: 5);

        var job = Assert.Single(await new ListQueuedJobs(catalog.Source, catalog.Clock).RunAsync(bert));

        Assert.Equal((mine, 2L, "batch", "waiting"), (job.RunId, job.Place, job.Class, job.State));
        Assert.Equal(1, await new CountWaiting(catalog.Source).RunAsync(bert));
    }

    private static async Task<Viewer> PersonAsync(TestCatalog catalog, string name) =>
        new((await new CreatePerson(catalog.Source, catalog.Clock).RunAsync(name, [], Viewer.System)).Id, []);

    private static async Task<Guid> QueueAsync(TestCatalog catalog, Viewer viewer, double seconds)
    {
        var run = catalog.Run();
        var job = new JobRequest(JobClass.Batch, TimeSpan.FromHours(1)) { Expected = TimeSpan.FromSeconds(seconds) };
        await new CreateRun(catalog.Source, catalog.Clock).RunAsync(run, job, viewer);
        return run.Id;
    }

    private static async Task<List<Guid>> TakeAllAsync(TestCatalog catalog)
    {
        var order = new List<Guid>();
        while (await new TakeJob(catalog.Source, catalog.Clock).RunAsync("w", [JobClass.Batch], Lease) is { } job)
        {
            order.Add(job.RunId);
        }

        return order;
    }
}
