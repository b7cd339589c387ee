using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Etalon.Catalog;
using Etalon.Cubes;

namespace Etalon.Server;

/// <summary>
/// Makes pyramids of cubes whose planes would take long to read, one after another in the background, when somebody looks at such a
/// plane. Nothing depends on them: without, views are coarser or slower.
/// </summary>
public sealed class PyramidShelf(EtalonHome home, WorkerPool workers, TimeProvider clock) : BackgroundService
{
    private const long MostBytes = 64L << 30;

    /// <summary>Room that is left on the disk for what cannot be made again.</summary>
    private const long FreeBytes = 4L << 30;

    private const int MostWaiting = 256;

    private readonly PyramidFolders _folders = new(home, clock, MostBytes);
    private readonly ConcurrentDictionary<string, PyramidState> _states = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, CancellationTokenSource> _making = new(StringComparer.Ordinal);
    private readonly Channel<Wish> _wishes = Channel.CreateBounded<Wish>(MostWaiting);

    /// <summary>The store of a cube's pyramid, or null where there is none yet.</summary>
    public string? Find(DatasetSummary dataset, string cube)
    {
        var store = _folders.Store(dataset, cube);
        return _folders.Touch(store) ? store : null;
    }

    /// <summary>How far it is.</summary>
    public PyramidState State(DatasetSummary dataset, string cube)
    {
        var store = _folders.Store(dataset, cube);
        return _states.TryGetValue(store, out var state) ? state : Directory.Exists(store) ? PyramidState.Made : PyramidState.None;
    }

    /// <summary>Has it made, unless it is there, under way, or was refused before.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="cube">The cube.</param>
    /// <param name="again">Whether to try again what was refused.</param>
    public PyramidState Want(DatasetSummary dataset, string cube, bool again = false)
    {
        var state = State(dataset, cube);
        if (!string.Equals(state.State, "none", StringComparison.Ordinal) && !(again && string.Equals(state.State, "refused", StringComparison.Ordinal)))
        {
            return state;
        }

        var store = _folders.Store(dataset, cube);
        _states[store] = PyramidState.Waiting;
        if (!_wishes.Writer.TryWrite(new Wish(dataset, cube, store)))
        {
            // So many wait that this one would come too late; the next look asks again.
            _states.TryRemove(store, out _);
        }

        return State(dataset, cube);
    }

    /// <summary>Stops making it; what is made already stays.</summary>
    public PyramidState Stop(DatasetSummary dataset, string cube)
    {
        var store = _folders.Store(dataset, cube);
        if (_making.TryGetValue(store, out var making))
        {
            making.Cancel();
        }
        else if (_states.TryGetValue(store, out var state) && state.IsUnderWay)
        {
            _states.TryRemove(store, out _);
        }

        return State(dataset, cube);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _folders.Sweep();
        await foreach (var wish in _wishes.Reader.ReadAllAsync(stoppingToken))
        {
            // One that was stopped while it waited is not known any more.
            if (_states.ContainsKey(wish.Store))
            {
                await MakeAsync(wish, stoppingToken);
            }
        }
    }

    private async Task MakeAsync(Wish wish, CancellationToken stopping)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        _making[wish.Store] = stop;
        try
        {
            if (Directory.Exists(wish.Store))
            {
                _states.TryRemove(wish.Store, out _);
                return;
            }

            RequireRoom(wish.Dataset.Bytes);
            _states[wish.Store] = new PyramidState("making");
            var files = wish.Dataset.External ? ForeignFiles.Of(wish.Dataset.Location) : null;
            var message = new JsonObject { ["path"] = home.Resolve(wish.Dataset.Location), ["cube"] = wish.Cube, ["to"] = wish.Store };
            await workers.CallAsync(
                WorkerKind.Batch, files, "pyramid", message, done => _states[wish.Store] = new PyramidState("making") { Done = (double?)done["done"] ?? 0 }, stop.Token);
            _folders.MakeRoom(wish.Store);
            _states.TryRemove(wish.Store, out _);
        }
        catch (Exception error) when (error is RefusalException or IOException or UnauthorizedAccessException)
        {
            StagingFolder.Remove(wish.Store + ".part");
            _states[wish.Store] = new PyramidState("refused") { Reason = error.Message };
        }
        catch (OperationCanceledException)
        {
            StagingFolder.Remove(wish.Store + ".part");
            _states.TryRemove(wish.Store, out _);
        }
        finally
        {
            _making.TryRemove(wish.Store, out _);
        }
    }

    /// <summary>A pyramid takes up to a tenth of what the cube does.</summary>
    private void RequireRoom(long bytes)
    {
        Directory.CreateDirectory(home.Pyramids);
        var free = new DriveInfo(home.Pyramids).AvailableFreeSpace;
        if (free < FreeBytes + (bytes / 10))
        {
            throw new RefusalException(
                "no-room", $"The disk has {free / 1e9:F1} GB left; a pyramid is made where {(FreeBytes + (bytes / 10)) / 1e9:F1} GB are free.", "Make room, then ask again.");
        }
    }

    private sealed record Wish(DatasetSummary Dataset, string Cube, string Store);
}
