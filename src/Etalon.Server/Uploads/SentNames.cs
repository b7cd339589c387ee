using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Etalon.Cubes;

namespace Etalon.Server;

/// <summary>Names files that were sent as their sender knows them, and not by where the server keeps them.</summary>
internal static partial class SentNames
{
    /// <summary>A sentence in which the files of uploads have their own names.</summary>
    public static string In(string text) => Kept().Replace(text, "");

    /// <summary>The refusal with such sentences.</summary>
    public static RefusalException In(RefusalException refusal) =>
        new(refusal.Code, In(refusal.Message), In(refusal.Help), refusal.Kind, refusal) { After = refusal.After };

    /// <summary>A run's refusal with such sentences.</summary>
    public static JsonNode? In(JsonNode? refusal)
    {
        if (refusal is JsonObject told && (string?)told["message"] is { } message)
        {
            told["message"] = In(message);
        }

        return refusal;
    }

    [GeneratedRegex("(?<=')/[^']*/uploads/[0-9a-f-]{36}/[0-9a-f-]{36}/", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Kept();
}
