using System.Collections.Concurrent;
using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Catalog.Tests;

[Collection(SharedCluster.Name)]
public sealed class TakeJobTests(ClusterFixture cluster)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Eight_workers_take_every_job_once()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        const int jobs = 200;
        for (var i = 0; i < jobs; i++)
        {
            await QueueAsync(catalog, JobClass.Batch);
        }

        var taken = new ConcurrentBag<Guid>();
        var take = new TakeJob(catalog.Source, catalog.Clock);
        var finish = new FinishJob(catalog.Source, catalog.Clock);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async number =>
        {
            var worker = "w" + number.ToString(CultureInfo.InvariantCulture);
            while (await take.RunAsync(worker, [JobClass.Interactive, JobClass.Batch], Lease) is { } job)
            {
                taken.Add(job.RunId);
                Assert.True(await finish.RunAsync(job.RunId, worker, RunState.Failed));
            }
        }));

        Assert.Equal(jobs, taken.Count);
        Assert.Equal(jobs, taken.Distinct().Count());
    }

    [Fact]
    public async Task Interactive_jobs_go_before_batch_and_high_priorities_before_low()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        var low = await QueueAsync(catalog, JobClass.Batch);
        var high = await QueueAsync(catalog, JobClass.Batch, priority: 5);
        var soon = await QueueAsync(catalog, JobClass.Interactive);
        var take = new TakeJob(catalog.Source, catalog.Clock);

        var order = new List<Guid>();
        while (await take.RunAsync("w1", [JobClass.Interactive, JobClass.Batch], Lease) is { } job)
        {
            order.Add(job.RunId);
        }

        Assert.Equal([soon, high, low], order);
    }

    [Fact]
    public async Task A_silent_workers_job_goes_to_another_and_ends_after_three_attempts()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        var run = await QueueAsync(catalog, JobClass.Batch);
        var take = new TakeJob(catalog.Source, catalog.Clock);
        var requeue = new RequeueExpired(catalog.Source, catalog.Clock);
        var heartbeat = new HeartbeatJob(catalog.Source, catalog.Clock);

        for (var attempt = 1; attempt <= 3; attempt++)
        {
            Assert.Equal(attempt, (await take.RunAsync("w" + attempt, [JobClass.Batch], Lease))!.Attempts);
            Assert.Empty(await requeue.RunAsync());
            catalog.Clock.Advance(Lease + TimeSpan.FromSeconds(1));
            var fate = Assert.Single(await requeue.RunAsync());
            Assert.Equal(new RequeuedJob(run, attempt < 3 ? RunState.Queued : RunState.Interrupted, attempt), fate);
            Assert.Equal(new Heartbeat(Held: false, CancelRequested: false), await heartbeat.RunAsync(run, "w" + attempt, Lease));
        }

        var shown = await new GetRun(catalog.Source).RunAsync(run, Viewer.System);
        Assert.Equal(RunState.Interrupted, shown.Run.State);
        Assert.Equal("interrupted", shown.Run.Refusal!.Value.GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_heartbeat_keeps_the_job_and_the_progress_and_tells_of_a_cancel()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        var run = await catalog.RunningAsync("w1");
        var heartbeat = new HeartbeatJob(catalog.Source, catalog.Clock);
        catalog.Clock.Advance(TimeSpan.FromSeconds(20));

        var first = await heartbeat.RunAsync(run, "w1", Lease, TestCatalog.Json("""{"blocks": 3}"""));
        catalog.Clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Empty(await new RequeueExpired(catalog.Source, catalog.Clock).RunAsync());
        await new CancelRun(catalog.Source, catalog.Clock).RunAsync(run, Viewer.System);
        var second = await heartbeat.RunAsync(run, "w1", Lease);

        Assert.Equal(new Heartbeat(Held: true, CancelRequested: false), first);
        Assert.Equal(new Heartbeat(Held: true, CancelRequested: true), second);
        Assert.Equal(3, (await new GetRun(catalog.Source).RunAsync(run, Viewer.System)).Run.Progress!.Value.GetProperty("blocks").GetInt32());
        Assert.True(await new FinishJob(catalog.Source, catalog.Clock).RunAsync(run, "w1", RunState.Cancelled, Refusal.Cancelled()));
        Assert.Single(await new ListRuns(catalog.Source).RunAsync(Viewer.System, state: RunState.Cancelled));
    }

    [Fact]
    public async Task A_queued_run_is_cancelled_at_once_and_never_taken()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        var run = await QueueAsync(catalog, JobClass.Batch);

        Assert.Equal(RunState.Cancelled, await new CancelRun(catalog.Source, catalog.Clock).RunAsync(run, Viewer.System));

        Assert.Null(await new TakeJob(catalog.Source, catalog.Clock).RunAsync("w1", [JobClass.Batch], Lease));
    }

    private static async Task<Guid> QueueAsync(TestCatalog catalog, JobClass jobClass, int priority = 0)
    {
        var run = catalog.Run();
        await new CreateRun(catalog.Source, catalog.Clock).RunAsync(run, new JobRequest(jobClass, TimeSpan.FromMinutes(1), priority), Viewer.System);
        return run.Id;
    }
}
