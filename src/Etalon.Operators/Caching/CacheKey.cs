using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Etalon.Operators;

/// <summary>The identity of a result: the same key means the same samples, wherever and whenever they are computed.</summary>
/// <param name="Document">What the key is made of; keys in ordinal order.</param>
/// <param name="Hash">SHA-256 of the document, in hexadecimal.</param>
public sealed record CacheKey(JsonObject Document, string Hash)
{
    /// <summary>The key of a step's results.</summary>
    /// <param name="node">The step.</param>
    /// <param name="identityOf">
    /// What stands for an input: the content id of a graph input, the hash of the upstream key (and port) of a link to a step.
    /// </param>
    public static CacheKey Of(ResolvedNode node, Func<GraphLink, string> identityOf)
    {
        var inputs = new JsonObject();
        for (var i = 0; i < node.Links.Length; i++)
        {
            inputs[node.Inputs.Ports[i].Name] = identityOf(node.Links[i]);
        }

        var entry = node.Operator.Entry;
        var document = new JsonObject
        {
            ["operator"] = entry.Name,
            ["version"] = entry.Version,
            ["assembly"] = entry.AssemblyHash,
            ["parameters"] = node.Operator.Canonical,
            ["inputs"] = inputs,
        };
        if (node.When.Length > 0)
        {
            document["when"] = node.When;
        }

        return Of(document);
    }

    /// <summary>The key of a document.</summary>
    public static CacheKey Of(JsonObject document)
    {
        var sorted = (JsonObject)Sort(document);
        return new CacheKey(sorted, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sorted.ToJsonString()))));
    }

    /// <summary>The keys of every step of a graph, by step id.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="contentOf">The content id of a graph input.</param>
    public static IReadOnlyDictionary<string, CacheKey> OfAll(ResolvedGraph graph, Func<string, string> contentOf)
    {
        var keys = new Dictionary<string, CacheKey>(StringComparer.Ordinal);
        foreach (var node in graph.Nodes)
        {
            keys[node.Id] = Of(node, link => link.Node.Length == 0 ? contentOf(link.Port) : $"{keys[link.Node].Hash}.{link.Port}");
        }

        return keys;
    }

    private static JsonNode Sort(JsonNode node) => node switch
    {
        JsonObject json => new JsonObject(json
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => KeyValuePair.Create(pair.Key, pair.Value is null ? null : Sort(pair.Value)))),
        JsonArray array => new JsonArray([.. array.Select(item => item is null ? null : Sort(item))]),
        _ => node.DeepClone(),
    };
}
