using System.Text.Json.Nodes;
using Etalon.Operators;

namespace Etalon.Worker;

/// <summary>Lists the operators with their schemas, and the plug-ins that could not be loaded.</summary>
internal sealed class OperatorsCall(OperatorRegistry registry) : ICall
{
    /// <inheritdoc />
    public string Name => "operators";

    /// <inheritdoc />
    public Reply Answer(JsonObject message, Action<JsonObject> progress, CancellationToken cancellation) => new(new JsonObject
    {
        ["operators"] = new JsonArray([.. registry.All.Select(Describe)]),
        ["problems"] = new JsonArray([.. registry.Problems.Select(problem => (JsonNode)$"{problem.Source}: {problem.Reason}")]),
    });

    private static JsonNode Describe(OperatorEntry entry) => new JsonObject
    {
        ["name"] = entry.Name,
        ["version"] = entry.Version,
        ["kind"] = entry.Kind.ToString().ToLowerInvariant(),
        ["signature"] = entry.Signature.ToString(),
        ["doc"] = entry.Doc,
        ["reserved"] = entry.IsReserved,
        ["origin"] = entry.Origin,
        ["assembly"] = entry.AssemblyHash,
        ["parameters"] = entry.Schema.DeepClone(),
    };
}
