using System.Text.Json;
using System.Text.Json.Nodes;
using Etalon.Cubes;
using Etalon.Engine;

namespace Etalon.Worker;

/// <summary>Executes a run.</summary>
internal sealed class RunCall(RunExecution execution) : ICall
{
    /// <inheritdoc />
    public string Name => "run";

    /// <inheritdoc />
    public Reply Answer(JsonObject message, Action<JsonObject> progress, CancellationToken cancellation)
    {
        var request = message["request"].Deserialize(WireJson.Default.RunRequest)!;
        var result = execution.Execute(request, state => progress(WireJson.ToObject(state, WireJson.Default.RunProgress)), cancellation);
        return new Reply(ToJson(result));
    }

    /// <summary>A finished run as the server records it.</summary>
    public static JsonObject ToJson(RunResult result) => new()
    {
        ["outputs"] = new JsonArray([.. result.Outputs.Select(output => (JsonNode)new JsonObject
        {
            ["name"] = output.Name,
            ["cube"] = CubeInfoJson.ToJson(output.Cube),
        })]),
        ["contentId"] = result.ContentId,
        ["deletes"] = new JsonArray([.. result.Deletes.Select(name => (JsonNode)name)]),
        ["bytes"] = result.StoredBytes,
        ["metadata"] = CubeInfoJson.ToJson(result.Attributes),
        ["statistics"] = WireJson.ToObject(result.Statistics, WireJson.Default.RunStatistics),
        ["remarks"] = new JsonArray([.. result.Remarks.Select(remark => (JsonNode)remark)]),
    };
}
