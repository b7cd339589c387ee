using System.Text.Json.Nodes;

namespace Etalon.Operators;

/// <summary>Says why a result was not taken from the cache.</summary>
public static class CacheDifference
{
    /// <summary>Fields are compared in this order: the first difference is the one that explains most.</summary>
    private static readonly string[] Order = ["operator", "version", "assembly", "parameters", "inputs"];

    /// <summary>The first field that differs, with both values (<c>parameters.window: 3 -&gt; 5</c>); null if none does.</summary>
    public static string? First(JsonObject before, JsonObject after)
    {
        foreach (var key in Order.Concat(Keys(before, after).Except(Order, StringComparer.Ordinal)))
        {
            if (First(key, before[key], after[key]) is { } difference)
            {
                return difference;
            }
        }

        return null;
    }

    private static string? First(string path, JsonNode? before, JsonNode? after)
    {
        if (before is JsonObject left && after is JsonObject right)
        {
            return Keys(left, right).Select(key => First($"{path}.{key}", left[key], right[key])).FirstOrDefault(text => text is not null);
        }

        return JsonNode.DeepEquals(before, after) ? null : $"{path}: {Text(before)} -> {Text(after)}";
    }

    private static IEnumerable<string> Keys(JsonObject left, JsonObject right) =>
        left.Select(pair => pair.Key).Union(right.Select(pair => pair.Key), StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static string Text(JsonNode? node) => node?.ToJsonString() ?? "none";
}
