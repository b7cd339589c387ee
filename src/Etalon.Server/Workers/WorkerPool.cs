using System.Text.Json.Nodes;

namespace Etalon.Server;

/// <summary>
/// The warm workers: one for looking and short work, one for long runs, each replaced when it dies; and those that open foreign files,
/// one call each.
/// </summary>
public sealed class WorkerPool(string workerDll, EtalonHome home) : IAsyncDisposable
{
    private readonly SemaphoreSlim _starting = new(1, 1);
    private readonly WorkerProcess?[] _workers = new WorkerProcess?[2];
    private readonly ForeignWorkers _foreign = new(() => WorkerProcess.Start(workerDll, home, isShortLived: true));

    /// <summary>The processes that are alive, with what they are for.</summary>
    public IEnumerable<(string Kind, WorkerProcess Process)> Alive => Enum.GetValues<WorkerKind>()
        .Where(kind => _workers[(int)kind] is { IsAlive: true })
        .Select(kind => (kind.ToString().ToLowerInvariant(), _workers[(int)kind]!))
        .Concat(_foreign.All.Where(worker => worker.IsAlive).Select(worker => ("foreign", worker)));

    /// <summary>Starts all workers, so that the first call finds them warm.</summary>
    public async Task WarmUpAsync(CancellationToken cancellation)
    {
        foreach (var kind in Enum.GetValues<WorkerKind>())
        {
            var worker = await GetAsync(kind, cancellation);
            await worker.CallAsync("operators", [], cancellation: cancellation);
        }

        await _foreign.WarmUpAsync(cancellation);
    }

    /// <summary>Makes a call on a living worker of that kind.</summary>
    public async Task<WorkerReply> CallAsync(
        WorkerKind kind, string call, JsonObject message, Action<JsonObject>? progress = null, CancellationToken cancellation = default)
    {
        var worker = await GetAsync(kind, cancellation);
        return await worker.CallAsync(call, message, progress, cancellation);
    }

    /// <summary>Makes a call on a worker of its own if it opens foreign files, else on one of that kind.</summary>
    public Task<WorkerReply> CallAsync(
        WorkerKind kind, ForeignFiles? files, string call, JsonObject message, Action<JsonObject>? progress = null,
        CancellationToken cancellation = default) => files is null
        ? CallAsync(kind, call, message, progress, cancellation)
        : _foreign.CallAsync(files, call, message, progress, cancellation);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _starting.WaitAsync();
        await Task.WhenAll(_workers.OfType<WorkerProcess>().Select(worker => worker.DisposeAsync().AsTask()).Append(_foreign.DisposeAsync().AsTask()));
        _starting.Dispose();
    }

    private async Task<WorkerProcess> GetAsync(WorkerKind kind, CancellationToken cancellation)
    {
        var index = (int)kind;
        if (_workers[index] is { IsAlive: true } living)
        {
            return living;
        }

        await _starting.WaitAsync(cancellation);
        try
        {
            if (_workers[index] is { IsAlive: true } other)
            {
                return other;
            }

            if (_workers[index] is { } dead)
            {
                await dead.DisposeAsync();
            }

            return _workers[index] = WorkerProcess.Start(workerDll, home);
        }
        finally
        {
            _starting.Release();
        }
    }
}
