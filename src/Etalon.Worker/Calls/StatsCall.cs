using System.Text.Json.Nodes;
using Etalon.Engine;

namespace Etalon.Worker;

/// <summary>Computes the statistics of a cube: the operator <c>statistics</c>, whose scalars are read back and thrown away.</summary>
internal sealed class StatsCall(RunExecution execution) : ICall
{
    /// <inheritdoc />
    public string Name => "stats";

    /// <inheritdoc />
    public Reply Answer(JsonObject message, Action<JsonObject> progress, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("etalon-stats-").FullName;
        try
        {
            var workflow = new JsonObject
            {
                ["etalon"] = 1,
                ["inputs"] = new JsonObject { ["cube"] = new JsonObject() },
                ["nodes"] = new JsonObject
                {
                    ["stats"] = new JsonObject { ["op"] = "statistics", ["in"] = new JsonObject { ["cube"] = "$cube" } },
                },
                ["outputs"] = new JsonObject(),
            };
            var request = new RunRequest(Guid.Empty, workflow, folder)
            {
                Inputs = new SortedDictionary<string, InputReference>(StringComparer.Ordinal)
                {
                    ["cube"] = new InputReference((string)message["path"]!, (string)message["cube"]!, ""),
                },
            };
            var result = execution.Execute(request, static _ => { }, cancellation);
            var stats = new JsonObject();
            foreach (var (name, value) in execution.ReadScalars(folder, result))
            {
                stats[name] = double.IsFinite(value) ? value : value.ToString(System.Globalization.CultureInfo.InvariantCulture);
            }

            return new Reply(stats);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
