using System.Globalization;
using System.Text.Json.Nodes;

namespace Etalon.Cli;

/// <summary>Cubes and samples for people.</summary>
internal static class CubeText
{
    private const int MostLines = 200;
    private const int MostInLine = 12;

    /// <summary>Prints what a cube is.</summary>
    public static void Print(TextWriter lines, JsonObject cube)
    {
        lines.WriteLine(DatasetText.Summary(cube));
        foreach (var axis in cube["axes"] as JsonArray ?? [])
        {
            var calendar = (string?)axis!["calendar"] is { Length: > 0 } name ? $", calendar {name}" : "";
            lines.WriteLine($"  axis {axis["name"]}: {axis["length"]} samples{((string?)axis["unit"] is { Length: > 0 } unit ? $", unit '{unit}'" : "")}{calendar}");
        }

        foreach (var (name, value) in cube["attributes"] as JsonObject ?? [])
        {
            lines.WriteLine($"  {name} = {value}");
        }
    }

    /// <summary>Prints the samples of a slice, a line for every row.</summary>
    public static void PrintValues(TextWriter lines, JsonObject slice)
    {
        lines.WriteLine(DatasetText.Summary(slice["cube"]!.AsObject()));
        var left = MostLines;
        Rows(lines, slice["values"], "", ref left);
        if (left == 0)
        {
            lines.WriteLine("… (choose a smaller region, or -o json for everything)");
        }
    }

    /// <summary>Says which pictures were written and what they show.</summary>
    public static void PrintPictures(TextWriter lines, JsonObject written)
    {
        foreach (var picture in written["pictures"] as JsonArray ?? [written])
        {
            var places = (string?)picture!["places"] is { Length: > 0 } text ? $", {text}" : "";
            var unit = (string?)picture["unit"] is { Length: > 1 } name ? $" {name}" : "";
            lines.WriteLine($"{picture["file"]}: {picture["width"]} x {picture["height"]} pixels{places}, from {Short(picture["range"]?[0])} to {Short(picture["range"]?[1])}{unit}");
        }
    }

    /// <summary>As many digits as an eye can tell on a scale.</summary>
    public static string Short(JsonNode? number) => number is null ? "missing" : ((double)number).ToString("G6", CultureInfo.InvariantCulture);

    private static void Rows(TextWriter lines, JsonNode? level, string place, ref int left)
    {
        if (left == 0)
        {
            return;
        }

        if (level is JsonArray array && array.Count > 0 && array[0] is JsonArray)
        {
            for (var i = 0; i < array.Count; i++)
            {
                Rows(lines, array[i], $"{place}{i},", ref left);
            }

            return;
        }

        left--;
        var texts = level is JsonArray row
            ? row.Take(MostInLine).Select(value => value?.ToString() ?? "missing").Concat(row.Count > MostInLine ? [$"… {row.Count} in all"] : [])
            : [level?.ToString() ?? "missing"];
        lines.WriteLine($"[{place.TrimEnd(',')}] {string.Join("  ", texts)}");
    }
}
