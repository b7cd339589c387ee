using System.Text.Json.Nodes;

namespace Etalon.Cli;

/// <summary>A dataset for people.</summary>
internal static class DatasetText
{
    /// <summary>Prints it.</summary>
    public static void Print(TextWriter lines, JsonObject dataset)
    {
        lines.WriteLine($"dataset {dataset["id"]}  {dataset["name"]}");
        lines.WriteLine($"  {dataset["format"]}, {Terminal.Bytes((double?)dataset["bytes"] ?? 0)}, made {dataset["created"]}");
        lines.WriteLine($"  {(bool?)dataset["external"] switch { true => "read in place at", _ => "stored in" }} {dataset["location"]}");
        if (dataset["run"] is { } run)
        {
            lines.WriteLine($"  made by run {run}");
        }

        foreach (var cube in dataset["cubes"] as JsonArray ?? [])
        {
            lines.WriteLine($"  cube {Summary(cube!.AsObject())}");
        }

        foreach (var (key, value) in dataset["metadata"] as JsonObject ?? [])
        {
            lines.WriteLine($"  {key} = {Short(value)}");
        }
    }

    /// <summary>One line that says what a cube is.</summary>
    public static string Summary(JsonObject cube)
    {
        var axes = (cube["axes"] as JsonArray ?? []).Select(axis => $"{axis!["name"]}={axis["length"]}");
        var unit = (string?)cube["unit"] is { Length: > 0 } text ? $" [{text}]" : "";
        return $"{cube["name"]} ({string.Join(", ", axes)}) {cube["type"]}{unit}";
    }

    private static string Short(JsonNode? value)
    {
        var text = value?.ToString() ?? "";
        return text.Length > 100 ? text[..100] + "…" : text;
    }
}
