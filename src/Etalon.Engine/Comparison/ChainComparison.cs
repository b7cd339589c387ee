using System.Text.Json.Nodes;

namespace Etalon.Engine;

/// <summary>Lays two chains of steps beside each other and says what differs.</summary>
public static class ChainComparison
{
    /// <summary>Fields that do not say anything of a step's own: they differ whenever something before it does.</summary>
    private const string Inputs = "inputs";

    /// <summary>All steps of both chains, in the order of the second; what only the first has stands where it was.</summary>
    public static IReadOnlyList<StepPair> Of(Chain first, Chain second)
    {
        var matches = Align(first, second);
        var partner = matches.Where(pair => pair is { A: not null, B: not null }).ToDictionary(pair => pair.A!, pair => pair.B!, StringComparer.Ordinal);
        var differs = new HashSet<string>(StringComparer.Ordinal);
        var pairs = new List<StepPair>();
        foreach (var (a, b) in matches)
        {
            if (a is null || b is null)
            {
                pairs.Add(new StepPair(a, b, a is null ? second.Operator(b!) : first.Operator(a), IsSame: false, [], []));
                _ = b is not null && differs.Add(b);
                continue;
            }

            var isSame = string.Equals(first.Hash(a), second.Hash(b), StringComparison.Ordinal);
            var changes = isSame ? [] : Changes(first.Document(a), second.Document(b), partner);
            var before = second.Before(b);
            pairs.Add(new StepPair(a, b, second.Operator(b), isSame, [.. changes], [.. second.Steps.Where(step => before.Contains(step) && differs.Contains(step))]));
            _ = changes.Count > 0 && differs.Add(b);
        }

        return pairs;
    }

    /// <summary>Steps with the same operator that stand in the same order in both, as many as can be; of those, the ones with the same id.</summary>
    private static List<(string? A, string? B)> Align(Chain first, Chain second)
    {
        var (a, b) = (first.Steps, second.Steps);
        var best = new int[a.Count + 1, b.Count + 1];
        for (var i = a.Count - 1; i >= 0; i--)
        {
            for (var j = b.Count - 1; j >= 0; j--)
            {
                best[i, j] = Math.Max(Math.Max(best[i + 1, j], best[i, j + 1]), best[i + 1, j + 1] + Likeness(first, a[i], second, b[j]));
            }
        }

        var pairs = new List<(string? A, string? B)>();
        var (x, y) = (0, 0);
        while (x < a.Count || y < b.Count)
        {
            if (x < a.Count && y < b.Count && Likeness(first, a[x], second, b[y]) is > 0 and var like && best[x, y] == best[x + 1, y + 1] + like)
            {
                pairs.Add((a[x++], b[y++]));
            }
            else if (y == b.Count || (x < a.Count && best[x, y] == best[x + 1, y]))
            {
                pairs.Add((a[x++], null));
            }
            else
            {
                pairs.Add((null, b[y++]));
            }
        }

        return pairs;
    }

    /// <summary>0 for different operators; the same key counts most, then the same id.</summary>
    private static int Likeness(Chain first, string a, Chain second, string b)
    {
        if (!string.Equals(first.Operator(a), second.Operator(b), StringComparison.Ordinal))
        {
            return 0;
        }

        return 4 + (string.Equals(first.Hash(a), second.Hash(b), StringComparison.Ordinal) ? 2 : 0) + (string.Equals(a, b, StringComparison.Ordinal) ? 1 : 0);
    }

    private static List<ChangedField> Changes(JsonObject a, JsonObject b, Dictionary<string, string> partner)
    {
        var changes = new List<ChangedField>();
        foreach (var key in Keys(a, b).Where(key => !string.Equals(key, Inputs, StringComparison.Ordinal)))
        {
            Differences(key, a[key], b[key], changes);
        }

        var (before, after) = (a[Inputs] as JsonObject ?? [], b[Inputs] as JsonObject ?? []);
        foreach (var port in Keys(before, after))
        {
            var (from, to) = ((string?)before[port], (string?)after[port]);
            if (!string.Equals(Translated(from, partner), to, StringComparison.Ordinal))
            {
                changes.Add(new ChangedField($"{Inputs}.{port}", from, to));
            }
        }

        return changes;
    }

    /// <summary>What the second run calls the step that an input of the first comes from.</summary>
    private static string? Translated(string? input, Dictionary<string, string> partner)
    {
        var dot = input?.LastIndexOf('.') ?? -1;
        return dot > 0 && partner.TryGetValue(input![..dot], out var step) ? $"{step}{input[dot..]}" : input;
    }

    private static void Differences(string path, JsonNode? a, JsonNode? b, List<ChangedField> changes)
    {
        if (a is JsonObject left && b is JsonObject right)
        {
            foreach (var key in Keys(left, right))
            {
                Differences($"{path}.{key}", left[key], right[key], changes);
            }
        }
        else if (!JsonNode.DeepEquals(a, b))
        {
            changes.Add(new ChangedField(path, a?.ToJsonString(), b?.ToJsonString()));
        }
    }

    private static IEnumerable<string> Keys(JsonObject a, JsonObject b) =>
        a.Select(pair => pair.Key).Union(b.Select(pair => pair.Key), StringComparer.Ordinal).Order(StringComparer.Ordinal);
}
