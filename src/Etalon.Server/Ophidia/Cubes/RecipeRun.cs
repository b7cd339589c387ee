using System.Text.Json.Nodes;
using Etalon.Catalog;
using Etalon.Cubes;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>Makes what recipes say, as one run of one workflow, or only plans it.</summary>
internal sealed class RecipeRun(RunSubmission submission, RunExecutor executor, RunLookup lookup, RunFeed feed, CatalogDatabase catalog, TimeProvider clock)
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(8);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    /// <summary>What would come out: axes, coordinates, types. No sample is computed.</summary>
    public async Task<CubeInfo> PlanAsync(CubeStep recipe, Viewer owner, CancellationToken cancellation)
    {
        var planned = await submission.RunAsync(Order(recipe, "") with { Plan = true }, owner, cancellation);
        return CubeInfoJson.FromJson(planned.Expected["cube"]!);
    }

    /// <summary>Makes the cube; whoever stops waiting stops the run.</summary>
    /// <param name="recipe">How.</param>
    /// <param name="name">What the dataset is called.</param>
    /// <param name="owner">Whose it will be.</param>
    /// <param name="report">Told how far it is.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<(KeptCube Samples, CubeInfo Info)> MakeAsync(CubeStep recipe, string name, Viewer owner, Action<double> report, CancellationToken cancellation)
    {
        var begun = await submission.RunAsync(Order(recipe, name), owner, cancellation);
        var run = begun.Run!.Value;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var relaying = RelayAsync(run, report, ended.Token);
        try
        {
            await executor.WaitAsync(run, Longest, cancellation);
        }
        catch (OperationCanceledException)
        {
            await new CancelRun(catalog.Source, clock).RunAsync(run, owner, CancellationToken.None);
            executor.Stop(run);
            throw;
        }
        finally
        {
            await ended.CancelAsync();
            await relaying;
        }

        var done = await lookup.RunAsync(run, owner, cancellation);
        if (done.Outputs.Count != 1)
        {
            throw Failure(done);
        }

        var (place, info) = (done.Outputs.First().Value, CubeInfoJson.FromJson(begun.Expected["cube"]!));
        return (new KeptCube(place.Dataset.ToString(), place.Cube), info with { Name = place.Cube });
    }

    private static RunOrder Order(CubeStep recipe, string name)
    {
        var (workflow, inputs) = RecipeWorkflow.Of("ophidia", ("cube", recipe));

        // Every call makes a cube of its own, which is deleted by itself: none shares its samples with an earlier run.
        return new RunOrder { Workflow = workflow, Inputs = inputs, Name = name, Cache = false };
    }

    private static RefusalException Failure(RunView run) => run.Refusal is JsonObject refusal
        ? new RefusalException(
            (string?)refusal["code"] ?? "failed", (string?)refusal["message"] ?? "The run failed.", (string?)refusal["help"] ?? "",
            Enum.TryParse<RefusalKind>((string?)refusal["kind"], ignoreCase: true, out var kind) ? kind : RefusalKind.Invalid)
        : new RefusalException("not-finished", $"The run {run.Run} ended as '{run.State}'.", "Try again.", RefusalKind.Conflict);

    private async Task RelayAsync(Guid run, Action<double> report, CancellationToken cancellation)
    {
        try
        {
            while (!cancellation.IsCancellationRequested)
            {
                await foreach (var progress in feed.WatchAsync(run, Look, cancellation))
                {
                    report((double?)progress["done"] ?? 0);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The run has ended.
        }
    }
}
