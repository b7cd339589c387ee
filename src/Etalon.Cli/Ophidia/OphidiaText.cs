using System.Text.Json.Nodes;

namespace Etalon.Cli;

/// <summary>Documents of Ophidia's protocol for people.</summary>
internal static class OphidiaText
{
    private const int WidestCell = 80;

    /// <summary>Whether it went wrong, and what is said of that.</summary>
    public static string? Failure(JsonObject document)
    {
        foreach (var item in document["response"] as JsonArray ?? [])
        {
            if ((string?)item?["objkey"] is "status" && (string?)item["objcontent"]?[0]?["title"] is "ERROR")
            {
                return ((string?)item["objcontent"]![0]!["message"])?.TrimEnd() ?? "It failed.";
            }
        }

        return null;
    }

    /// <summary>Writes all objects but the closing status.</summary>
    public static void Print(TextWriter lines, JsonObject document)
    {
        if ((string?)document["job"] is { } job)
        {
            lines.WriteLine($"Under way as {job}");
            return;
        }

        foreach (var item in document["response"] as JsonArray ?? [])
        {
            if ((string?)item?["objkey"] is not "status")
            {
                Print(lines, (string?)item!["objclass"] ?? "", item["objcontent"] as JsonArray ?? []);
            }
        }
    }

    private static void Print(TextWriter lines, string kind, JsonArray contents)
    {
        foreach (var content in contents.OfType<JsonObject>())
        {
            var title = (string?)content["title"] ?? "";
            if (kind is "text")
            {
                lines.WriteLine(content["message"] is { } message ? $"{title}: {((string?)message)?.TrimEnd()}" : title);
                continue;
            }

            lines.WriteLine();
            lines.WriteLine(title);
            var (columns, rows) = kind is "grid" ? ("rowkeys", "rowvalues") : ("nodekeys", "nodevalues");
            if (content[columns] is JsonArray head && content[rows] is JsonArray body)
            {
                Terminal.Table(lines, [.. head.Select(Cell)], [.. body.Select(row => row!.AsArray().Select(Cell).ToArray())]);
            }

            Links(lines, content["nodelinks"] as JsonArray ?? []);
        }
    }

    private static void Links(TextWriter lines, JsonArray links)
    {
        for (var from = 0; from < links.Count; from++)
        {
            foreach (var link in links[from] as JsonArray ?? [])
            {
                lines.WriteLine($"  {from} -> {link?["node"]}  {link?["description"]}");
            }
        }
    }

    private static string Cell(JsonNode? node)
    {
        var text = ((string?)node ?? "").ReplaceLineEndings(" ");
        return text.Length > WidestCell ? text[..(WidestCell - 1)] + "…" : text;
    }
}
