using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Etalon.Catalog;
using Etalon.Cubes;
using Etalon.Engine;

namespace Etalon.Server;

/// <summary>
/// Executes runs: hands them to a worker, relays progress, publishes what they made in one transaction, or records why they failed.
/// Takes runs from the queues: of each class one after the other, so that none waits behind the other class; interactive ones are
/// begun at once as long as their owner has few.
/// </summary>
public sealed class RunExecutor(
    EtalonHome home, ServerOptions options, WorkerPool workers, CatalogDatabase catalog, RunFeed feed, TimeProvider clock,
    ILogger<RunExecutor> logger) : BackgroundService
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
    private const int MostAttemptsToRecord = 60;
    private readonly ConcurrentDictionary<Guid, CancellationTokenSource> _running = new();
    private readonly ConcurrentDictionary<Guid, Task> _tasks = new();
    private readonly ConcurrentDictionary<CancellationTokenSource, bool> _stoppedByUser = new();
    private readonly ConcurrentDictionary<Guid, Guid> _interactive = new();
    private readonly Dictionary<JobClass, SemaphoreSlim> _wake = Enum.GetValues<JobClass>().ToDictionary(one => one, _ => new SemaphoreSlim(0));
    private volatile bool _closing;

    /// <summary>The name under which this server takes jobs.</summary>
    public string Name { get; } = $"server-{Environment.ProcessId}";

    /// <summary>Says that a queue has something.</summary>
    public void Wake(JobClass queue) => _wake[queue].Release();

    /// <summary>How many interactive runs somebody has at work here.</summary>
    public int InteractiveOf(Guid? person) => _interactive.Count(run => run.Value == person.GetValueOrDefault());

    /// <summary>Starts a run that this server has taken already.</summary>
    public void Begin(Guid run, RunRequest request, int ranks, TimeSpan limit, WorkerKind worker, ForeignFiles? files, Guid? owner)
    {
        if (worker == WorkerKind.Interactive)
        {
            _interactive[run] = owner.GetValueOrDefault();
        }

        _tasks[run] = Task.Run(() => ExecuteAsync(run, request, ranks, limit, worker, files));
    }

    /// <summary>Waits for a run's end, in the queue or at work, at most that long.</summary>
    public async Task WaitAsync(Guid run, TimeSpan limit, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(limit);
        try
        {
            while (true)
            {
                if (_tasks.TryGetValue(run, out var task))
                {
                    await task.WaitAsync(patience.Token);
                    return;
                }

                if (!await IsLiveAsync(run, patience.Token))
                {
                    return;
                }

                await foreach (var _ in feed.WatchAsync(run, Look, patience.Token))
                {
                    // Until it ends or says nothing for a while.
                }
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // The limit: whoever asked looks at the state now.
        }
    }

    /// <summary>Stops a run that executes here.</summary>
    public void Stop(Guid run)
    {
        if (_running.TryGetValue(run, out var stop))
        {
            _stoppedByUser[stop] = true;
            stop.Cancel();
        }
    }

    /// <inheritdoc />
    public override Task StopAsync(CancellationToken cancellationToken)
    {
        _closing = true;
        return base.StopAsync(cancellationToken);
    }

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        ServeAsync(JobClass.Interactive, WorkerKind.Interactive, stoppingToken), ServeAsync(JobClass.Batch, WorkerKind.Batch, stoppingToken));

    private async Task ServeAsync(JobClass queue, WorkerKind worker, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await new RequeueExpired(catalog.Source, clock).RunAsync(cancellation: stoppingToken);
                while (await new TakeJob(catalog.Source, clock).RunAsync(Name, [queue], Lease, stoppingToken) is { } job)
                {
                    var (request, ranks) = Read(job);
                    Begin(
                        job.RunId, request, ranks, TimeSpan.FromSeconds(job.LimitSeconds), worker, ForeignFiles.FromJson(job.Spec), job.RequestedBy);
                    await _tasks.GetValueOrDefault(job.RunId, Task.CompletedTask).WaitAsync(stoppingToken);
                }

                await _wake[queue].WaitAsync(TimeSpan.FromSeconds(2), stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
#pragma warning disable CA1031 // whatever happens to one look at the queue, the next one is made: an exception here would stop the server
            catch (Exception fault)
#pragma warning restore CA1031
            {
                RunLog.QueueUnreachable(logger, fault);
                await Task.Delay(TimeSpan.FromSeconds(1), clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<bool> IsLiveAsync(Guid run, CancellationToken cancellation) =>
        (await new GetRun(catalog.Source).RunAsync(run, Viewer.System, cancellation)).Run.State is RunState.Queued or RunState.Running;

    private static (RunRequest Request, int Ranks) Read(TakenJob job)
    {
        var request = job.Spec.GetProperty("request").Deserialize(WireJson.Default.RunRequest)!;
        return (request with { Resume = job.Attempts > 1 }, job.Spec.GetProperty("ranks").GetInt32());
    }

    private async Task ExecuteAsync(Guid run, RunRequest request, int ranks, TimeSpan limit, WorkerKind worker, ForeignFiles? files)
    {
        using var stop = new CancellationTokenSource(limit);
        _running[run] = stop;
        var beating = BeatAsync(run, stop);
        try
        {
            var reply = ranks > 1
                ? await MpiJob.RunAsync(options, home, request, ranks, progress => feed.Report(run, progress), stop.Token)
                : (await workers.CallAsync(
                    worker, files, "run", new JsonObject { ["request"] = JsonSerializer.SerializeToNode(request, WireJson.Default.RunRequest) },
                    progress => feed.Report(run, progress), stop.Token)).Result;
            await new RunPublication(home, catalog, clock).RunAsync(run, request, reply, Name, CancellationToken.None);
        }
#pragma warning disable CA1031 // whatever happens to a run is written into its record; the server lives on
        catch (Exception fault)
#pragma warning restore CA1031
        {
            // A server that is being stopped takes its workers along: the run is no failure, it goes on from its journal at the next start.
            if (!_closing || _stoppedByUser.ContainsKey(stop))
            {
                await FailAsync(run, Explain(fault, limit, stop));
            }
        }
        finally
        {
            _running.TryRemove(run, out _);
            _stoppedByUser.TryRemove(stop, out _);
            await stop.CancelAsync();
            await beating;
            feed.End(run);
            _interactive.TryRemove(run, out _);
            _tasks.TryRemove(run, out _);
        }
    }

    private RefusalException Explain(Exception fault, TimeSpan limit, CancellationTokenSource stop)
    {
        var refusal = Faults.ToRefusal(fault);
        if (refusal.InnerException is not null && refusal.Kind == RefusalKind.Unsupported)
        {
            RunLog.RunFailed(logger, fault);
        }

        var late = refusal.Kind == RefusalKind.Cancelled && stop.IsCancellationRequested && !_stoppedByUser.ContainsKey(stop);
        return late
            ? new RefusalException(
                "time-limit", $"The run was stopped at its limit of {limit.TotalSeconds:F0} s.", "Run it with '--class batch', or give it a longer limit.",
                RefusalKind.TooLarge)
            : refusal;
    }

    private async Task FailAsync(Guid run, RefusalException refusal)
    {
        // First of all the staging folder: on a full disk this is what makes room for the record of the failure.
        StagingFolder.Remove(home.StagingFolder(run));
        try
        {
            await File.AppendAllTextAsync(home.LogFile(run), $"{refusal.Code}: {refusal.Message}\n{refusal.InnerException}\n");
        }
        catch (IOException fault)
        {
            RunLog.RecordFailed(logger, fault);
        }

        await RecordAsync(run, refusal);
    }

    /// <summary>Writes down how a run failed; a database that is away or full for a moment is asked again.</summary>
    private async Task RecordAsync(Guid run, RefusalException refusal)
    {
        var state = refusal.Kind == RefusalKind.Cancelled ? RunState.Cancelled : RunState.Failed;
        for (var attempt = 1; attempt <= MostAttemptsToRecord; attempt++)
        {
            try
            {
                await new FinishJob(catalog.Source, clock).RunAsync(run, Name, state, refusal);
                return;
            }
            catch (Exception fault) when (fault is Npgsql.NpgsqlException or IOException or RefusalException)
            {
                RunLog.RecordFailed(logger, fault);
                await Task.Delay(TimeSpan.FromMilliseconds(500), clock);
            }
        }
    }

    private async Task BeatAsync(Guid run, CancellationTokenSource stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Beat, clock, stop.Token);
                var progress = feed.Latest(run) is { } latest ? JsonSerializer.SerializeToElement(latest) : (JsonElement?)null;
                var answer = await new HeartbeatJob(catalog.Source, clock).RunAsync(run, Name, Lease, progress, stop.Token);
                if (!answer.Held || answer.CancelRequested)
                {
                    _stoppedByUser[stop] = true;
                    await stop.CancelAsync();
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Npgsql.NpgsqlException fault)
            {
                RunLog.QueueUnreachable(logger, fault);
            }
        }
    }
}
