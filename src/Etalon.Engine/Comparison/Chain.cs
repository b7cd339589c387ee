using System.Text.Json.Nodes;
using Etalon.Operators;

namespace Etalon.Engine;

/// <summary>The steps of a run in order, with what they are made of, as the run's cache document tells them.</summary>
/// <remarks>An input that comes from another step is told by that step's id, so that two chains can be laid beside each other.</remarks>
public sealed class Chain
{
    private readonly Dictionary<string, JsonObject> _documents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _hashes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string[]> _before = new(StringComparer.Ordinal);

    private Chain(IReadOnlyDictionary<string, string> outputs) => Outputs = outputs;

    /// <summary>Ids of the steps, each behind those it reads from.</summary>
    public IReadOnlyList<string> Steps { get; private set; } = [];

    /// <summary>Which step and port every kept output comes from (<c>mean.cube</c>), by the output's name.</summary>
    public IReadOnlyDictionary<string, string> Outputs { get; }

    /// <summary>Reads a cache document.</summary>
    public static Chain Of(JsonObject cacheDocument)
    {
        var outputs = (cacheDocument["outputs"] as JsonObject ?? []).ToDictionary(pair => pair.Key, pair => (string)pair.Value!, StringComparer.Ordinal);
        var chain = new Chain(outputs);
        var steps = cacheDocument["steps"] as JsonObject ?? [];
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (id, document) in steps)
        {
            var hash = CacheKey.Of((JsonObject)document!.DeepClone()).Hash;
            ids[hash] = id;
            chain._hashes[id] = hash;
        }

        foreach (var (id, document) in steps)
        {
            chain.Take(id, (JsonObject)document!.DeepClone(), ids);
        }

        chain.Steps = chain.InOrder();
        return chain;
    }

    /// <summary>The operator of a step.</summary>
    public string Operator(string step) => (string?)_documents[step]["operator"] ?? "";

    /// <summary>What a step is made of.</summary>
    public JsonObject Document(string step) => _documents[step];

    /// <summary>What identifies a step's result.</summary>
    public string Hash(string step) => _hashes[step];

    /// <summary>All steps that a step's result depends on.</summary>
    public IReadOnlySet<string> Before(string step)
    {
        var all = new HashSet<string>(StringComparer.Ordinal);
        var left = new Stack<string>(_before[step]);
        while (left.TryPop(out var one))
        {
            if (all.Add(one))
            {
                Array.ForEach(_before[one], left.Push);
            }
        }

        return all;
    }

    private void Take(string id, JsonObject document, Dictionary<string, string> ids)
    {
        var before = new List<string>();
        foreach (var (port, identity) in (document["inputs"] as JsonObject ?? []).ToArray())
        {
            var text = (string?)identity ?? "";
            var dot = text.LastIndexOf('.');
            if (dot > 0 && ids.TryGetValue(text[..dot], out var step))
            {
                before.Add(step);
                document["inputs"]![port] = $"{step}{text[dot..]}";
            }
        }

        _documents[id] = document;
        _before[id] = [.. before];
    }

    private List<string> InOrder()
    {
        var order = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        void Visit(string id)
        {
            if (seen.Add(id))
            {
                Array.ForEach(_before[id], Visit);
                order.Add(id);
            }
        }

        foreach (var id in _documents.Keys)
        {
            Visit(id);
        }

        return order;
    }
}
