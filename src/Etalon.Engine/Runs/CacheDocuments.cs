using System.Text.Json.Nodes;
using Etalon.Operators;

namespace Etalon.Engine;

/// <summary>What identifies the result of a whole run.</summary>
internal static class CacheDocuments
{
    /// <summary>
    /// The documents of all steps and where the kept outputs come from; null if an input has no content id, or if a step works
    /// outside (sinks, programs) and must be done each time.
    /// </summary>
    public static JsonObject? Of(ResolvedGraph graph, IReadOnlyDictionary<string, string> contents)
    {
        var effects = graph.Nodes.Any(node => node.Kind is OperatorKind.Sink or OperatorKind.Program);
        if (effects || graph.Sources.Keys.Any(name => contents.GetValueOrDefault(name, "").Length == 0))
        {
            return null;
        }

        var keys = CacheKey.OfAll(graph, name => contents[name]);
        return new JsonObject
        {
            ["steps"] = new JsonObject(graph.Nodes.Select(node => KeyValuePair.Create(node.Id, (JsonNode?)keys[node.Id].Document.DeepClone()))),
            ["outputs"] = new JsonObject(graph.Outputs.Select(output => KeyValuePair.Create(output.Name, (JsonNode?)output.Link.ToString()))),
        };
    }
}
