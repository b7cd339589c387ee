using System.Globalization;
using System.Text.Json.Nodes;
using Etalon.Cubes;
using Etalon.Operators;

namespace Etalon.Server;

/// <summary>Puts the sweeps of an order into its workflow, as if they stood in the file.</summary>
internal static class OrderedSweep
{
    private const int MostValues = 10_000;

    /// <summary>Changes the workflow, and gives swept parameters of the workflow their first value, so that conditions see them.</summary>
    /// <exception cref="RefusalException"><c>unknown-step</c>, <c>bad-sweep</c>.</exception>
    public static void Apply(JsonObject workflow, JsonObject settings, IReadOnlyDictionary<string, string> sweeps)
    {
        var nodes = workflow["nodes"] as JsonObject ?? [];
        foreach (var (key, text) in sweeps)
        {
            var values = Values(key, text);
            if ((workflow["parameters"] as JsonObject)?.ContainsKey(key) == true)
            {
                settings[key] = values[0]!.DeepClone();
            }

            var (step, parameter) = key.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot
                ? (Step(nodes, key[..dot]), key[(dot + 1)..])
                : Taker(workflow, settings, nodes, key);
            (step["set"] as JsonObject)?.Remove(parameter);
            var swept = step["sweep"] as JsonObject ?? [];
            swept[parameter] = values;
            step["sweep"] = swept.Parent is null ? swept : swept.DeepClone();
            step["stack"] = "outputs";
        }
    }

    private static JsonObject Step(JsonObject nodes, string name) =>
        nodes[name] as JsonObject ?? throw Refusal.Unknown("step", name, nodes.Select(node => node.Key));

    /// <summary>The only step, or the only one there that takes the workflow's parameter of that name.</summary>
    private static (JsonObject Step, string Parameter) Taker(JsonObject workflow, JsonObject settings, JsonObject nodes, string name)
    {
        if (nodes.Count == 1)
        {
            return (nodes[0]!.AsObject(), name);
        }

        var takers = nodes
            .SelectMany(node => (node.Value?["set"] as JsonObject ?? []).Select(set => (Id: node.Key, Parameter: set.Key, set.Value)))
            .Where(set => set.Value is JsonValue value && value.TryGetValue<string>(out var text) && string.Equals(text, $"${{{name}}}", StringComparison.Ordinal))
            .ToArray();
        if (takers.Length > 1)
        {
            var file = WorkflowFile.Parse(workflow.ToJsonString());
            takers = [.. takers.Where(taker => !file.LeavesOut(taker.Id, settings))];
        }

        return takers.Length == 1
            ? (nodes[takers[0].Id]!.AsObject(), takers[0].Parameter)
            : throw new RefusalException(
                "bad-sweep",
                takers.Length == 0
                    ? $"No step of the workflow takes '{name}'. Steps: {string.Join(", ", nodes.Select(node => node.Key))}."
                    : $"Several steps of the workflow take '{name}': {string.Join(", ", takers.Select(taker => taker.Id))}.",
                "Name step and parameter: --sweep step.parameter=a,b,c.");
    }

    private static JsonArray Values(string key, string text)
    {
        var range = text.Split("..");
        if (range.Length != 2)
        {
            var parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            return parts.Length > 0 ? new JsonArray([.. parts.Select(part => (JsonNode)part)]) : throw Bad(key, text);
        }

        var ends = range[1].Split('/');
        if (!Number(range[0], out var from) || !Number(ends[0], out var to) || ends.Length > 2 || !Number(ends.Length > 1 ? ends[1] : "1", out var step)
            || step <= 0 || to < from || (to - from) / step >= MostValues)
        {
            throw Bad(key, text);
        }

        // Both ends are included; sums of decimal steps are rounded to what was meant.
        const int digits = 12;
        var count = (int)Math.Floor(((to - from) / step) + 1e-9) + 1;
        return new JsonArray([.. Enumerable.Range(0, count).Select(i => (JsonNode)Math.Round(from + (i * step), digits))]);
    }

    private static bool Number(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    private static RefusalException Bad(string key, string text) => new(
        "bad-sweep", $"'{text}' is no list of values for '{key}', or makes more than {MostValues}.", "Write 3,5,7 or 505..515 or 505..515/0.5.");
}
