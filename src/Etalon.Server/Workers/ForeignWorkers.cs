using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Etalon.Cubes;

namespace Etalon.Server;

/// <summary>
/// Workers that open files which others have made. A call has its worker to itself, so that a file that crashes the library which
/// reads it disturbs no other call; a worker that met something wrong is not used again, one that did not is kept warm.
/// </summary>
public sealed class ForeignWorkers(Func<WorkerProcess> start) : IAsyncDisposable
{
    private const int MostIdle = 2;

    /// <summary>How long a worker may take to hear that nobody waits any more.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <summary>Looks are short; runs may last, and must not keep looks waiting.</summary>
    private readonly SemaphoreSlim _looks = new(4);
    private readonly SemaphoreSlim _runs = new(12);
    private readonly ConcurrentStack<WorkerProcess> _idle = new();
    private readonly ConcurrentDictionary<WorkerProcess, bool> _all = new();
    private volatile bool _closed;

    /// <summary>All of them, idle or at work.</summary>
    public IEnumerable<WorkerProcess> All => _all.Keys;

    /// <summary>Starts one, so that the first call finds it warm.</summary>
    public async Task WarmUpAsync(CancellationToken cancellation)
    {
        var worker = Start();
        await worker.CallAsync("operators", [], cancellation: cancellation);
        await GiveBackAsync(worker);
    }

    /// <summary>Makes a call on a worker that does nothing else.</summary>
    public async Task<WorkerReply> CallAsync(
        ForeignFiles files, string call, JsonObject message, Action<JsonObject>? progress, CancellationToken cancellation)
    {
        var room = call is "run" or "pyramid" ? _runs : _looks;
        await room.WaitAsync(cancellation);
        try
        {
            return await CallAloneAsync(files, call, message, progress, cancellation);
        }
        finally
        {
            room.Release();
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _closed = true;
        await Task.WhenAll(_all.Keys.Select(worker => worker.DisposeAsync().AsTask()));
        _looks.Dispose();
        _runs.Dispose();
    }

    private async Task<WorkerReply> CallAloneAsync(
        ForeignFiles files, string call, JsonObject message, Action<JsonObject>? progress, CancellationToken cancellation)
    {
        var worker = Take();
        try
        {
            var answer = worker.CallAsync(call, message, progress, cancellation);
            await HearAsync(worker, answer, files, cancellation);
            var reply = await answer;
            await GiveBackAsync(worker);
            return reply;
        }
        catch (RefusalException refusal) when (refusal.Kind is not (RefusalKind.Corrupt or RefusalKind.Unsupported) && worker.IsAlive)
        {
            await GiveBackAsync(worker);
            throw;
        }
        catch (RefusalException refusal) when (string.Equals(refusal.Code, WorkerProcess.Crashed, StringComparison.Ordinal))
        {
            await EndAsync(worker);
            throw Crash(files, refusal, worker.ExitCode);
        }
        catch
        {
            // Its memory may be spoilt by what it has read.
            await EndAsync(worker);
            throw;
        }
    }

    /// <summary>Waits for an answer as long as there is a limit for it, and not much longer than the caller does.</summary>
    private async Task HearAsync(WorkerProcess worker, Task<WorkerReply> answer, ForeignFiles files, CancellationToken cancellation)
    {
        if (files.Limit is not { } limit)
        {
            return;
        }

        using var over = new CancellationTokenSource(limit);
        await using var gone = cancellation.Register(() => over.CancelAfter(Grace));
        await Task.WhenAny(answer, Task.Delay(Timeout.Infinite, over.Token));
        if (!answer.IsCompleted)
        {
            await EndAsync(worker);
            await ((Task)answer).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw cancellation.IsCancellationRequested
                ? Refusal.Cancelled()
                : new RefusalException(
                    "too-slow", $"'{string.Join("', '", files.Paths)}' was not read within {limit.TotalSeconds:F0} seconds.",
                    "Select less. If little was selected, the file is damaged.", RefusalKind.TooLarge);
        }
    }

    private WorkerProcess Take()
    {
        while (_idle.TryPop(out var worker))
        {
            if (worker.IsAlive)
            {
                return worker;
            }

            _ = EndAsync(worker);
        }

        return Start();
    }

    private WorkerProcess Start()
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        var worker = start();
        _all[worker] = true;
        return worker;
    }

    private async Task GiveBackAsync(WorkerProcess worker)
    {
        if (_idle.Count < MostIdle && !_closed)
        {
            _idle.Push(worker);
        }
        else
        {
            await EndAsync(worker);
        }
    }

    private async Task EndAsync(WorkerProcess worker)
    {
        if (_all.TryRemove(worker, out _))
        {
            await worker.DisposeAsync();
        }
    }

    /// <summary>What a crash says of the files: SIGKILL comes from outside, usually for want of memory.</summary>
    private static RefusalException Crash(ForeignFiles files, RefusalException crash, int exitCode)
    {
        const int killed = 128 + 9;
        if (files.Paths.IsEmpty || exitCode == killed)
        {
            return crash;
        }

        var names = string.Join("', '", files.Paths);
        return files.OnlyReads
            ? Refusal.Corrupt(
                names,
                $"the library that reads it crashed (exit code {exitCode}); the file is damaged or not valid HDF5 or NetCDF. No other work was disturbed",
                crash)
            : new RefusalException(
                crash.Code, $"{crash.Message} It was reading '{names}', which may be damaged.", crash.Help, crash.Kind, crash);
    }
}
