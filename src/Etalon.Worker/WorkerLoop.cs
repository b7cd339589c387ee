using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Etalon.Cubes;
using Etalon.Engine;
using Etalon.Operators;
using Etalon.Storage;

namespace Etalon.Worker;

/// <summary>Answers the server's calls until the server goes away. Calls run beside each other; each can be cancelled.</summary>
internal sealed class WorkerLoop
{
    private readonly Channel _channel;
    private readonly ConcurrentDictionary<long, CancellationTokenSource> _running = new();
    private readonly Dictionary<string, ICall> _calls;

    public WorkerLoop(OperatorRegistry registry, DatasetFormats formats, Channel channel, TimeProvider clock)
    {
        _channel = channel;
        var execution = new RunExecution(registry, formats, new Alone(), clock);
        ICall[] calls =
        [
            new OperatorsCall(registry), new WorkflowsCall(registry), new PlanCall(execution), new RunCall(execution), new InspectCall(formats), new ReadCall(formats),
            new PictureCall(formats), new StatsCall(execution), new ComputeCall(execution, formats), new CompareCall(formats), new VerifyCall(),
            new FrameCall(formats), new HistogramCall(formats), new ProfileCall(formats), new SelectCall(formats), new PyramidCall(formats), new NodeCall(),
        ];
        _calls = calls.ToDictionary(call => call.Name, StringComparer.Ordinal);
    }

    /// <summary>Returns when standard input ends.</summary>
    public int Run()
    {
        while (_channel.Receive() is { } message)
        {
            var id = (long)message["id"]!;
            var name = (string)message["call"]!;
            if (string.Equals(name, "cancel", StringComparison.Ordinal))
            {
                Cancel((long)message["of"]!);
            }
            else
            {
                Start(id, name, message);
            }
        }

        // The server has gone: nobody will look at what is still being computed; its journal stays for the next one.
        Environment.Exit(0);
        return 0;
    }

    private void Cancel(long id)
    {
        if (_running.TryGetValue(id, out var stop))
        {
            stop.Cancel();
        }
    }

    private void Start(long id, string name, JsonObject message)
    {
        var stop = new CancellationTokenSource();
        _running[id] = stop;
        ParkedThreads.Start(() => Answer(id, name, message, stop));
    }

    private void Answer(long id, string name, JsonObject message, CancellationTokenSource stop)
    {
        try
        {
            if (!_calls.TryGetValue(name, out var call))
            {
                throw Refusal.Unknown("call", name, _calls.Keys);
            }

            var reply = call.Answer(message, progress => _channel.Send(new JsonObject { ["id"] = id, ["progress"] = progress }), stop.Token);
            _channel.Send(new JsonObject { ["id"] = id, ["result"] = reply.Result }, reply.Payload);
        }
#pragma warning disable CA1031 // the plug-in boundary: whatever an operator throws fails its run, not the worker
        catch (Exception fault)
#pragma warning restore CA1031
        {
            var refusal = Faults.ToRefusal(fault);
            if (refusal.InnerException is not null)
            {
                Console.Error.WriteLine(refusal.InnerException);
            }

            _channel.Send(new JsonObject { ["id"] = id, ["refusal"] = RefusalJson.Write(refusal) });
        }
        finally
        {
            _running.TryRemove(id, out _);
            stop.Dispose();
        }
    }
}
