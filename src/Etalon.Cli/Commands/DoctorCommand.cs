using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Etalon.Cli;

/// <summary><c>doctor</c>: what is installed here, and what is missing.</summary>
internal static class DoctorCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command("doctor", "List libraries, filters, versions, packages, database, disk and memory; works without a server.");
        command.Does(async (_, terminal, cancellation) =>
        {
            var report = await ReportAsync(cancellation);
            terminal.Result(report, lines =>
            {
                foreach (var item in report["checks"]!.AsArray())
                {
                    lines.WriteLine($"{((bool)item!["ok"]! ? "ok     " : "MISSING")} {item["name"],-28} {item["found"]}  {item["help"]}".TrimEnd());
                }
            });
            return report["checks"]!.AsArray().All(item => (bool)item!["ok"]!) ? ExitCodes.Ok : ExitCodes.Unavailable;
        });
        return command;
    }

    private static async Task<JsonNode> ReportAsync(CancellationToken cancellation)
    {
        var dll = Environment.GetEnvironmentVariable("ETALON_WORKER_DLL") ?? Path.Combine(AppContext.BaseDirectory, "etalon-worker.dll");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardInput = true, UseShellExecute = false };
        foreach (var argument in new[] { dll, "--doctor", Home.Folder })
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException("The worker did not start.");
        var text = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return JsonNode.Parse(text) ?? throw new ClientRefusalException(ExitCodes.Internal, "doctor-failed", "The worker reported nothing.");
    }
}
