using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Etalon.Engine;
using Etalon.Operators;
using Etalon.Operators.Datacubes;
using Etalon.Storage;

namespace Etalon.Compare;

/// <summary>
/// The engine alone: one operator on one stored cube, again and again in this process, without server, catalogue and worker process.
/// For looking with a profiler, and for telling what the engine costs and what the rest.
/// </summary>
/// <param name="path">A dataset of any known format.</param>
/// <param name="operatorName">The operator.</param>
/// <param name="pairs"><c>key=value</c>: the operator's parameters, and <c>workers</c>, <c>reps</c>, <c>budget</c> (bytes), and a shell command
/// that is run <c>between</c> two repetitions, since a machine that did something else meanwhile is slower than one in a loop.</param>
internal sealed class EngineRuns(string path, string operatorName, IEnumerable<string> pairs)
{
    private readonly Dictionary<string, string> _set = pairs.Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[^1], StringComparer.Ordinal);

    public void Print(TextWriter to)
    {
        var workers = (int)Take("workers", 2);
        var repetitions = Take("reps", 7);
        var budget = Take("budget", 1 << 30);
        var between = _set.Remove("between", out var command) ? command : "";
        var registry = new OperatorRegistry(typeof(Transpose).Assembly);
        var execution = new RunExecution(registry, KnownFormats.Create(), new Alone(), TimeProvider.System);
        var port = registry.Find(operatorName).Signature.Inputs[0].Name;
        for (var i = 0L; i < repetitions; i++)
        {
            if (between.Length > 0)
            {
                using var other = Process.Start("/bin/sh", ["-c", between]);
                other.WaitForExit();
            }

            var folder = Directory.CreateTempSubdirectory("etalon-compare-").FullName;
            var request = new RunRequest(Guid.NewGuid(), Workflow(port), folder) { Workers = workers, BudgetBytes = budget };
            request.Inputs["cube"] = new InputReference(path, "", "");
            var processor = Environment.CpuUsage.TotalTime;
            var began = Stopwatch.GetTimestamp();
            var statistics = execution.Execute(request, static _ => { }, CancellationToken.None).Statistics;
            var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            var cores = (Environment.CpuUsage.TotalTime - processor).TotalSeconds / seconds;
            to.WriteLine(
                $"{seconds * 1e3,8:F1} ms ({statistics.Seconds * 1e3:F1} ms in sections), {statistics.BytesRead / statistics.Seconds / 1e9,6:F2} GB/s read, "
                + $"{cores:F2} cores, {statistics.BytesWritten / 1e6:F1} MB written, {statistics.Tiles} tiles, {statistics.PeakBufferBytes / 1e6:F1} MB of buffers");
            to.Flush();
            Directory.Delete(folder, recursive: true);
        }
    }

    private long Take(string name, long otherwise) =>
        _set.Remove(name, out var text) ? long.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private JsonObject Workflow(string port) => new()
    {
        ["etalon"] = 1,
        ["name"] = operatorName,
        ["inputs"] = new JsonObject { ["cube"] = new JsonObject() },
        ["nodes"] = new JsonObject
        {
            ["step"] = new JsonObject
            {
                ["op"] = operatorName,
                ["set"] = new JsonObject(_set.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))),
                ["in"] = new JsonObject { [port] = "$cube" },
            },
        },
        ["outputs"] = new JsonObject { ["result"] = "step" },
    };
}
