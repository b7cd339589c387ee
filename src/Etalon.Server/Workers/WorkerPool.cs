using System.Text.Json.Nodes;

namespace Etalon.Server;

/// <summary>The warm workers: one for looking and short work, one for long runs, each replaced when it dies.</summary>
public sealed class WorkerPool(string workerDll, EtalonHome home) : IAsyncDisposable
{
    private readonly SemaphoreSlim _starting = new(1, 1);
    private readonly WorkerProcess?[] _workers = new WorkerProcess?[2];

    /// <summary>The processes that are alive.</summary>
    public IEnumerable<WorkerProcess> Alive => _workers.OfType<WorkerProcess>().Where(worker => worker.IsAlive);

    /// <summary>Starts all workers, so that the first call finds them warm.</summary>
    public async Task WarmUpAsync(CancellationToken cancellation)
    {
        foreach (var kind in Enum.GetValues<WorkerKind>())
        {
            var worker = await GetAsync(kind, cancellation);
            await worker.CallAsync("operators", [], cancellation: cancellation);
        }
    }

    /// <summary>Makes a call on a living worker of that kind.</summary>
    public async Task<WorkerReply> CallAsync(
        WorkerKind kind, string call, JsonObject message, Action<JsonObject>? progress = null, CancellationToken cancellation = default)
    {
        var worker = await GetAsync(kind, cancellation);
        return await worker.CallAsync(call, message, progress, cancellation);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _starting.WaitAsync();
        foreach (var worker in _workers.OfType<WorkerProcess>())
        {
            await worker.DisposeAsync();
        }

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
