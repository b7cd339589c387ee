using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Etalon.Cubes;
using Etalon.Engine;

namespace Etalon.Server;

/// <summary>
/// A warm worker process and the line to it. Calls run beside each other. If the process dies, every open call is refused with what
/// is known of the reason; the pool starts another one.
/// </summary>
public sealed class WorkerProcess : IAsyncDisposable
{
    /// <summary>The code of the refusal for calls whose worker has died.</summary>
    public const string Crashed = "worker-crashed";

    private readonly ConcurrentDictionary<long, OpenCall> _open = new();
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly Process _process;
    private readonly string _home;
    private readonly string _name;
    private readonly Task _listening;
    private readonly Task _complaints;
    private readonly StringBuilder _lastWords = new();
    private long _lastId;
    private volatile bool _gone;

    private WorkerProcess(Process process, string home, string name)
    {
        _process = process;
        (_home, _name) = (home, name);
        _complaints = Task.Run(ListenToErrorsAsync);
        _listening = Task.Run(ListenAsync);
    }

    /// <summary>Whether calls can be made.</summary>
    public bool IsAlive => !_gone && !_listening.IsCompleted && !_process.HasExited;

    /// <summary>The process.</summary>
    public int ProcessId => _process.Id;

    /// <summary>How the process ended, once it has been disposed of; 128 and the signal if a signal ended it.</summary>
    public int ExitCode { get; private set; }

    /// <summary>Calls under way.</summary>
    public int OpenCalls => _open.Count;

    /// <summary>Starts a worker.</summary>
    /// <param name="workerDll">Its program.</param>
    /// <param name="home">The data folder.</param>
    /// <param name="isShortLived">Whether its first answer matters more than the speed of the hundredth.</param>
    public static WorkerProcess Start(string workerDll, EtalonHome home, bool isShortLived = false)
    {
        var name = Guid.NewGuid().ToString("N");
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add(workerDll);
        start.ArgumentList.Add("--plugins");
        start.ArgumentList.Add(home.Plugins);
        if (isShortLived)
        {
            // Compiled in stages, a new worker says what is in a file after 0.13 s instead of 0.23 s.
            start.Environment["DOTNET_TieredCompilation"] = "1";
            start.Environment["DOTNET_TieredPGO"] = "0";
        }

        start.Environment[LeftoverProcesses.Mark] = LeftoverProcesses.MarkOf(home.Folder, name);
        return new WorkerProcess(
            Process.Start(start) ?? throw new InvalidOperationException("The worker did not start."), home.Folder, name);
    }

    /// <summary>Makes a call and waits for its answer.</summary>
    /// <exception cref="RefusalException">The worker refused, or died.</exception>
    public async Task<WorkerReply> CallAsync(
        string call, JsonObject message, Action<JsonObject>? progress = null, CancellationToken cancellation = default)
    {
        var id = Interlocked.Increment(ref _lastId);
        var open = new OpenCall(progress);
        _open[id] = open;
        try
        {
            message["id"] = id;
            message["call"] = call;
            await SendAsync(message, cancellation);
            if (!IsAlive)
            {
                throw Died();
            }

            await using var cancelled = cancellation.Register(() => _ = CancelAsync(id));
            return await open.Answer.Task;
        }
        finally
        {
            _open.TryRemove(id, out _);
        }
    }

    /// <summary>Ends the process: its input is closed, and it is killed if it does not go within two seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        _gone = true;
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has gone already.
        }

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        await Task.WhenAll(_listening, _complaints);
        ExitCode = _process.ExitCode;
        _process.Dispose();
        _writing.Dispose();
    }

    private async Task CancelAsync(long id)
    {
        try
        {
            await SendAsync(new JsonObject { ["id"] = 0, ["call"] = "cancel", ["of"] = id }, CancellationToken.None);
        }
        catch (RefusalException)
        {
            // A dead worker computes nothing; its calls are refused by the listener.
        }
    }

    private async Task SendAsync(JsonObject message, CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation);
        try
        {
            await _process.StandardInput.WriteLineAsync(message.ToJsonString().AsMemory(), cancellation);
            await _process.StandardInput.FlushAsync(cancellation);
        }
        catch (IOException)
        {
            throw Died();
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task ListenAsync()
    {
        var stream = new BufferedStream(_process.StandardOutput.BaseStream, 1 << 16);
        try
        {
            while (await ReadLineAsync(stream) is { } line)
            {
                await TakeAsync(JsonNode.Parse(line)!.AsObject(), stream);
            }
        }
        catch (Exception broken) when (broken is IOException or System.Text.Json.JsonException)
        {
            // A line cut in the middle: the process died while it was writing.
        }

        await Task.WhenAny(_complaints, Task.Delay(TimeSpan.FromMilliseconds(200)));

        // External programs outlive a worker that crashed; nobody may write into a run's folder once the run is told to have failed.
        await LeftoverProcesses.EndAsync(_home, _name, CancellationToken.None);
        foreach (var call in _open.Values)
        {
            call.Answer.TrySetException(Died());
        }
    }

    private async Task TakeAsync(JsonObject message, Stream stream)
    {
        var payload = message["bytes"] is { } bytes ? new byte[(int)bytes] : [];
        await stream.ReadExactlyAsync(payload);
        if (!_open.TryGetValue((long)message["id"]!, out var call))
        {
            return;
        }

        if (message["progress"] is JsonObject progress)
        {
            call.Progress?.Invoke(progress);
        }
        else if (message["refusal"] is JsonObject refusal)
        {
            Forget();
            call.Answer.TrySetException(RefusalJson.Read(refusal));
        }
        else
        {
            Forget();
            call.Answer.TrySetResult(new WorkerReply(message["result"]!.AsObject(), payload));
        }
    }

    private static async Task<string?> ReadLineAsync(Stream stream)
    {
        var line = new MemoryStream();
        var one = new byte[1];
        while (await stream.ReadAsync(one) == 1)
        {
            if (one[0] == (byte)'\n')
            {
                return Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length);
            }

            line.WriteByte(one[0]);
        }

        return null;
    }

    private async Task ListenToErrorsAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            lock (_lastWords)
            {
                _lastWords.AppendLine(line);
                if (_lastWords.Length > 4000)
                {
                    _lastWords.Remove(0, _lastWords.Length - 4000);
                }
            }
        }
    }

    /// <summary>What was said during a call that has ended is no reason for a later crash.</summary>
    private void Forget()
    {
        if (_open.Count <= 1)
        {
            lock (_lastWords)
            {
                _lastWords.Clear();
            }
        }
    }

    private RefusalException Died()
    {
        string words;
        lock (_lastWords)
        {
            words = _lastWords.ToString().Trim();
        }

        var code = _process.HasExited ? $" with exit code {_process.ExitCode}" : "";
        var last = string.Join(' ', words.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && !line.StartsWith("at ", StringComparison.Ordinal)).TakeLast(3));
        return new RefusalException(
            Crashed, $"The worker process ended{code} in the middle of the work.{(last.Length > 0 ? $" It said: {last}" : "")}",
            "An operator's native code or lack of memory is the usual reason. The run can be started again; finished shards are kept.",
            RefusalKind.Unsupported);
    }

    private sealed class OpenCall(Action<JsonObject>? progress)
    {
        public TaskCompletionSource<WorkerReply> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Action<JsonObject>? Progress { get; } = progress;
    }
}
