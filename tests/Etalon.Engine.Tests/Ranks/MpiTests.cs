using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Etalon.Cubes;

namespace Etalon.Engine.Tests;

public sealed class MpiTests : IDisposable
{
    private static readonly CubeInfo Cube = new("v", [new Axis("t", 64), new Axis("y", 50), new Axis("x", 70)], SampleType.Float32);

    private static readonly float[] Samples = [.. Enumerable.Range(0, 64 * 50 * 70).Select(i => i % 53 == 1 ? float.NaN : 1e3f / ((i * 7919 % 977) + 1))];

    private readonly EngineFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("mean", "t")]
    [InlineData("std", "t,y,x")]
    [InlineData("median", "x")]
    public void Ranks_give_the_same_bits_as_threads(string operation, string axes)
    {
        var input = _folder.Store(Cube, Samples, 8, 10, 70);
        var request = _folder.Request("reduce", new JsonObject { ["operation"] = operation, ["axes"] = axes }, ("cube", input));
        var result = _folder.Run(request);
        var expected = _folder.Read(request, result);
        foreach (var ranks in new[] { 1, 2, 3 })
        {
            var shared = request with { OutputFolder = $"{request.OutputFolder}-{ranks}", Workers = 1 };

            RunRanks(shared, ranks);

            Assert.Equal(expected, _folder.Read(shared, result));
        }
    }

    private static string WorkerDll => Environment.GetEnvironmentVariable("ETALON_WORKER_DLL")
        ?? AppContext.BaseDirectory.Replace("Etalon.Engine.Tests", "Etalon.Worker", StringComparison.Ordinal) + "etalon-worker.dll";

    private void RunRanks(RunRequest request, int ranks)
    {
        var file = Path.Combine(_folder.Path, $"request-{Guid.NewGuid():N}.json");
        File.WriteAllBytes(file, JsonSerializer.SerializeToUtf8Bytes(request, WireJson.Default.RunRequest));
        // Rank 0 ends when its input does, so the input is a pipe that stays open.
        var start = new ProcessStartInfo("mpirun")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        string[] arguments = ["--bind-to", "none", "--oversubscribe", "-n", ranks.ToString(CultureInfo.InvariantCulture), "dotnet", WorkerDll, "--request", file];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["TERM"] = "dumb";
        start.Environment["OMPI_ALLOW_RUN_AS_ROOT"] = "1";
        start.Environment["OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] = "1";
        using var process = Process.Start(start)!;
        var complaints = process.StandardError.ReadToEndAsync();
        var said = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(2)));
        Assert.True(process.ExitCode == 0, $"{said}\n{complaints.Result}");
    }
}
