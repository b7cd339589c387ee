using System.Text.Json.Nodes;
using Etalon.Operators;

namespace Etalon.Worker;

/// <summary>Lists the workflows that come with the operators.</summary>
internal sealed class WorkflowsCall(OperatorRegistry registry) : ICall
{
    /// <inheritdoc />
    public string Name => "workflows";

    /// <inheritdoc />
    public Reply Answer(JsonObject message, Action<JsonObject> progress, CancellationToken cancellation) => new(new JsonObject
    {
        ["workflows"] = new JsonArray([.. registry.Workflows.Select(Describe)]),
    });

    private static JsonNode Describe(ShippedWorkflow workflow) => new JsonObject
    {
        ["name"] = workflow.Name,
        ["doc"] = workflow.File.Doc,
        ["origin"] = workflow.Origin,
        ["inputs"] = new JsonObject(workflow.File.Inputs.Select(input => KeyValuePair.Create(input.Name, (JsonNode?)new JsonObject
        {
            ["doc"] = input.Doc,
            ["cubes"] = new JsonArray([.. input.Cubes.Select(cube => (JsonNode)(cube.Name + (cube.IsOptional ? "?" : "")))]),
        }))),
        ["parameters"] = new JsonObject(workflow.File.Parameters.Select(parameter => KeyValuePair.Create(parameter.Name, (JsonNode?)new JsonObject
        {
            ["doc"] = parameter.Doc,
            ["default"] = parameter.Default?.DeepClone(),
            ["required"] = parameter.IsRequired,
        }))),
        ["text"] = workflow.Text,
    };
}
