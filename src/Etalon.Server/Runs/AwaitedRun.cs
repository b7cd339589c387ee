using System.Text.Json.Nodes;
using Etalon.Catalog;
using Etalon.Cubes;

namespace Etalon.Server;

/// <summary>Submits an order and waits for the run's end; whoever stops waiting stops the run.</summary>
internal sealed class AwaitedRun(RunSubmission submission, RunExecutor executor, RunLookup lookup, RunFeed feed, CatalogDatabase catalog, TimeProvider clock)
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(8);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    /// <summary>Runs to the end.</summary>
    /// <param name="order">What is to be done.</param>
    /// <param name="owner">Whose the run is.</param>
    /// <param name="report">Told how far it is, from 0 to 1.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>What was said when it was submitted, and how it ended.</returns>
    /// <exception cref="RefusalException">Why it failed.</exception>
    public async Task<(RunView Begun, RunView Done)> RunAsync(RunOrder order, Viewer owner, Action<double> report, CancellationToken cancellation)
    {
        var begun = await submission.RunAsync(order, owner, cancellation);
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
        return string.Equals(done.State, "done", StringComparison.Ordinal) ? (begun, done) : throw Failure(done);
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
