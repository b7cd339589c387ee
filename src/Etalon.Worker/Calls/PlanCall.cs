using System.Text.Json;
using System.Text.Json.Nodes;
using Etalon.Cubes;
using Etalon.Engine;
using Etalon.Operators;

namespace Etalon.Worker;

/// <summary>Plans a run and says what identifies its result.</summary>
internal sealed class PlanCall(RunExecution execution) : ICall
{
    /// <inheritdoc />
    public string Name => "plan";

    /// <inheritdoc />
    public Reply Answer(JsonObject message, Action<JsonObject> progress, CancellationToken cancellation)
    {
        var planned = execution.Plan(message["request"].Deserialize(WireJson.Default.RunRequest)!);
        return new Reply(new JsonObject
        {
            ["plan"] = PlanText.ToJson(planned.Plan),
            ["text"] = PlanText.Of(planned.Plan),
            ["outputs"] = new JsonArray([.. planned.Plan.Sections.SelectMany(static section => section.Outputs).Where(static output => output.Kept)
                .Select(static output => (JsonNode)new JsonObject { ["name"] = output.Name, ["cube"] = CubeInfoJson.ToJson(output.Cube) })]),
            ["cacheDocument"] = planned.CacheDocument?.DeepClone(),
            ["cacheKey"] = planned.CacheDocument is { } document ? CacheKey.Of(document).Hash : null,
            ["remarks"] = new JsonArray([.. planned.Remarks.Select(remark => (JsonNode)remark)]),
        });
    }
}
