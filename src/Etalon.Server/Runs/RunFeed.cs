using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace Etalon.Server;

/// <summary>Carries the progress of running work to those who watch it; a slow watcher misses steps, never holds anybody up.</summary>
public sealed class RunFeed
{
    private readonly ConcurrentDictionary<Guid, ConcurrentDictionary<Channel<JsonObject>, bool>> _watchers = new();
    private readonly ConcurrentDictionary<Guid, JsonObject> _latest = new();

    /// <summary>The last progress of a run, if it is running here.</summary>
    public JsonObject? Latest(Guid run) => _latest.TryGetValue(run, out var progress) ? progress.DeepClone().AsObject() : null;

    /// <summary>Tells everybody who watches.</summary>
    public void Report(Guid run, JsonObject progress)
    {
        _latest[run] = progress;
        foreach (var watcher in Watchers(run))
        {
            watcher.Writer.TryWrite(progress);
        }
    }

    /// <summary>The run has ended: watchers are released.</summary>
    public void End(Guid run)
    {
        _latest.TryRemove(run, out _);
        foreach (var watcher in Watchers(run))
        {
            watcher.Writer.TryComplete();
        }

        _watchers.TryRemove(run, out _);
    }

    /// <summary>
    /// Progress from now on, until the run ends or is silent for that long: it may have ended before the watch began, so whoever
    /// watches looks at the run's state after each silence.
    /// </summary>
    public async IAsyncEnumerable<JsonObject> WatchAsync(
        Guid run, TimeSpan silence, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var channel = Channel.CreateBounded<JsonObject>(new BoundedChannelOptions(16) { FullMode = BoundedChannelFullMode.DropOldest });
        var watchers = _watchers.GetOrAdd(run, static _ => new());
        watchers[channel] = true;
        try
        {
            if (Latest(run) is { } now)
            {
                yield return now;
            }

            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            while (await HasWordAsync(channel.Reader, patience, silence, cancellation))
            {
                while (channel.Reader.TryRead(out var progress))
                {
                    yield return progress;
                }
            }
        }
        finally
        {
            watchers.TryRemove(channel, out _);
        }
    }

    private static async Task<bool> HasWordAsync(
        ChannelReader<JsonObject> reader, CancellationTokenSource patience, TimeSpan silence, CancellationToken cancellation)
    {
        patience.CancelAfter(silence);
        try
        {
            return await reader.WaitToReadAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    private IEnumerable<Channel<JsonObject>> Watchers(Guid run) => _watchers.TryGetValue(run, out var watchers) ? watchers.Keys : [];
}
