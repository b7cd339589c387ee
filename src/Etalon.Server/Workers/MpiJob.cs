using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Etalon.Cubes;
using Etalon.Engine;

namespace Etalon.Server;

/// <summary>Executes a run with several MPI ranks, started by <c>mpirun</c>.</summary>
internal static class MpiJob
{
    private const int Terminate = 15;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>Runs the job to its end and returns rank 0's result.</summary>
    public static async Task<JsonObject> RunAsync(
        ServerOptions options, EtalonHome home, RunRequest request, int ranks, Action<JsonObject> progress, CancellationToken cancellation)
    {
        Directory.CreateDirectory(request.OutputFolder);
        var file = Path.Combine(request.OutputFolder, "request.json");
        await File.WriteAllBytesAsync(file, JsonSerializer.SerializeToUtf8Bytes(request, WireJson.Default.RunRequest), cancellation);
        using var process = Process.Start(Command(options, home, request, file, ranks)) ?? throw new InvalidOperationException("mpirun did not start.");
        await using var stop = cancellation.Register(() => Etalon.Native.ProcessGroups.SignalProcess(process.Id, Terminate));
        var complaints = process.StandardError.ReadToEndAsync(CancellationToken.None);
        JsonObject? result = null;
        RefusalException? refusal = null;
        while (await process.StandardOutput.ReadLineAsync(CancellationToken.None) is { } line)
        {
            // Whatever mpirun itself prints is no JSON object and is passed over.
            if (!line.StartsWith('{') || JsonNode.Parse(line) is not JsonObject message)
            {
                continue;
            }

            if (message["progress"] is JsonObject now)
            {
                progress(now);
            }

            result ??= message["result"] as JsonObject;
            refusal ??= message["refusal"] is JsonObject no ? RefusalJson.Read(no) : null;
        }

        await EndAsync(process);
        await LeftoverProcesses.EndAsync(home.Folder, request.RunId.ToString(), CancellationToken.None);
        cancellation.ThrowIfCancellationRequested();
        return result ?? throw refusal ?? new RefusalException(
            "mpi-failed", $"mpirun ended with exit code {process.ExitCode}. {(await complaints).Split('\n').FirstOrDefault(l => l.Length > 0)}",
            "Check that mpirun works on this machine: mpirun -n 2 hostname.", RefusalKind.Unsupported);
    }

    private static ProcessStartInfo Command(ServerOptions options, EtalonHome home, RunRequest request, string file, int ranks)
    {
        var start = new ProcessStartInfo("mpirun") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false };
        string[] arguments =
        [
            "--bind-to", "none", "--oversubscribe", "-n", ranks.ToString(CultureInfo.InvariantCulture),
            "dotnet", options.WorkerDll, "--plugins", home.Plugins, "--request", file,
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["TERM"] = "dumb";
        start.Environment[LeftoverProcesses.Mark] = LeftoverProcesses.MarkOf(home.Folder, request.RunId.ToString());
        if (Environment.UserName is "root")
        {
            start.Environment["OMPI_ALLOW_RUN_AS_ROOT"] = "1";
            start.Environment["OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] = "1";
        }

        return start;
    }

    private static async Task EndAsync(Process process)
    {
        using var limit = new CancellationTokenSource(Grace);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }
}
