using System.Text.Json;
using Etalon.Catalog;
using Npgsql;

namespace Etalon.CatalogBench;

/// <summary>What a tiny run costs in the catalogue, and how fast the queue is.</summary>
internal sealed class RunBench(NpgsqlDataSource database, BenchReport report, string? secret)
{
    private static readonly TimeProvider Clock = TimeProvider.System;
    private readonly SampleDatasets _samples = new(3, [], []);

    public async Task RunAsync()
    {
        var create = new CreateRun(database, Clock);
        var publish = new PublishRun(database, Clock);
        var check = new CheckToken(database, Clock);
        var page = await new ListDatasets(database).RunAsync(Viewer.System, limit: 1);
        var made = new List<Guid>();

        await report.MeasureAsync("token checked", 500, FigureKind.Told, async _ => (await check.RunAsync(secret ?? "etalon_unknown"))?.Name ?? "nobody");
        await report.MeasureAsync("run created and taken", 500, FigureKind.Told, async _ =>
        {
            var run = NewRun([new RunPort("input", page[0].Id, "entry/data")]);
            await create.RunAsync(run, new JobRequest(JobClass.Interactive, TimeSpan.FromMinutes(1)) { TakenBy = "bench" }, Viewer.System);
            made.Add(run.Id);
            return "";
        });
        await report.MeasureAsync("run with one dataset published", 490, FigureKind.Publish, async i =>
        {
            var dataset = _samples.Make(i, CatalogId.New(Clock));
            await publish.RunAsync(new RunResult(made[^1], "bench", [dataset], [new RunPort("output", dataset.Id, "entry/data")]));
            made.RemoveAt(made.Count - 1);
            return "";
        });
        await report.MeasureAsync("eight workers take and finish 400 jobs", 5, FigureKind.Told, async _ => await QueueAsync(create));
        await using var clean = database.CreateCommand("delete from job where state <> 'finished'; update run set state = 'cancelled' where state in ('queued', 'running')");
        await clean.ExecuteNonQueryAsync();
    }

    private async Task<string> QueueAsync(CreateRun create)
    {
        for (var i = 0; i < 400; i++)
        {
            await create.RunAsync(NewRun([]), new JobRequest(JobClass.Batch, TimeSpan.FromMinutes(1)), Viewer.System);
        }

        var take = new TakeJob(database, Clock);
        var finish = new FinishJob(database, Clock);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(async number =>
        {
            var worker = $"bench{number}";
            var count = 0;
            while (await take.RunAsync(worker, [JobClass.Batch], TimeSpan.FromSeconds(30)) is { } job)
            {
                await finish.RunAsync(job.RunId, worker, RunState.Failed);
                count++;
            }

            return count;
        }));
        return $"{taken.Sum() / clock.Elapsed.TotalSeconds:F0} jobs/s";
    }

    private static NewRun NewRun(IReadOnlyList<RunPort> inputs)
    {
        using var spec = JsonDocument.Parse("""{"operator": "datacubes.reduce", "parameters": {"axis": "frame"}}""");
        return new NewRun(CatalogId.New(Clock), RunKind.Operator, "datacubes.reduce", "1.0.0", spec.RootElement.Clone()) { Inputs = inputs };
    }
}
