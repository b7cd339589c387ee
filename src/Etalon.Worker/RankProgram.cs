using System.Text.Json;
using System.Text.Json.Nodes;
using Etalon.Engine;
using Etalon.Native;
using Etalon.Operators;
using Etalon.Storage;

namespace Etalon.Worker;

/// <summary>One rank of an MPI job: executes one run together with the others; rank 0 reports.</summary>
internal static class RankProgram
{
    /// <summary>Executes the request file's run; a failing rank takes the whole job down.</summary>
    public static int Run(WorkerOptions options, OperatorRegistry registry, DatasetFormats formats, Channel channel)
    {
        using var world = MpiWorld.Start();
        using var stop = new CancellationTokenSource();
        using var terminate = System.Runtime.InteropServices.PosixSignalRegistration.Create(
            System.Runtime.InteropServices.PosixSignal.SIGTERM,
            context =>
            {
                context.Cancel = true;
                stop.Cancel();
            });
        if (world.Rank == 0)
        {
            EndWithServer();
        }

        try
        {
            var request = JsonSerializer.Deserialize(File.ReadAllBytes(options.RequestFile), WireJson.Default.RunRequest)!;
            var execution = new RunExecution(registry, formats, new MpiRanks(world), TimeProvider.System);
            var result = execution.Execute(
                request,
                progress => channel.Send(new JsonObject { ["progress"] = WireJson.ToObject(progress, WireJson.Default.RunProgress) }),
                stop.Token);
            if (world.Rank == 0)
            {
                channel.Send(new JsonObject { ["result"] = RunCall.ToJson(result) });
            }

            return 0;
        }
#pragma warning disable CA1031 // the outermost handler of a rank: the others wait in MPI calls and must be ended
        catch (Exception fault)
#pragma warning restore CA1031
        {
            channel.Send(new JsonObject { ["refusal"] = RefusalJson.Write(Faults.ToRefusal(fault)) });
            Console.Error.WriteLine(fault);
            MpiWorld.Abort(70);
            return 70;
        }
    }

    /// <summary>mpirun hands its standard input to rank 0, and the server keeps it open: it ends when the server has died.</summary>
    private static void EndWithServer()
    {
        var watch = new Thread(static () =>
        {
            using var input = Console.OpenStandardInput();
            while (input.ReadByte() >= 0)
            {
                // Nothing is ever sent.
            }

            MpiWorld.Abort(70);
        })
        { IsBackground = true, Name = "server watch" };
        watch.Start();
    }
}
