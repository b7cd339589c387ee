using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Etalon.Operators;

/// <summary>Shows a plan before anything runs.</summary>
public static class PlanText
{
    /// <summary>A table: one line per section, its steps below, totals at the end.</summary>
    public static string Of(Plan plan)
    {
        var text = new StringBuilder();
        Line(text, $"{"#",3} {"kind",-8} {"step",-24} {"tile",-22} {"workers",7} {"read",10} {"written",10} {"memory",10} {"time",10}");
        foreach (var section in plan.Sections)
        {
            var cost = section.Predicted;
            Line(
                text,
                $"{section.Index + 1,3} {Kind(section),-8} {section.Terminal,-24} {Shape(section.Tile),-22} {section.Workers,7} {Bytes(cost.BytesRead),10} {Bytes(cost.BytesWritten),10} {Bytes(cost.PeakBytes),10} {Time(cost.Seconds),10}");
            if (section.Nodes.Length > 1)
            {
                Line(text, $"             with {string.Join(", ", section.Nodes.Take(section.Nodes.Length - 1))}");
            }

            if (section.Copies.Length > 0)
            {
                var source = plan.Graph.Sources[section.Copies];
                Line(
                    text,
                    $"             copies ${section.Copies} for the steps below: its chunks of {Shape(source.Chunk)} are decoded whole and lie across what they need");
            }

            if (!section.ReduceBlock.IsEmpty)
            {
                Line(text, $"             in blocks of {Shape(section.ReduceBlock)}");
            }

            foreach (var output in section.Outputs)
            {
                var kind = output.Kept ? "result" : "intermediate";
                Line(
                    text,
                    $"             {kind} {output.Name}: {output.Cube.Type.ToString().ToLowerInvariant()} {Shape(output.Cube.Shape)}, chunk {Shape(output.Chunk)}, shard {Shape(output.Shard)}");
            }
        }

        var total = plan.Total;
        Line(
            text,
            $"total: read {Bytes(total.BytesRead)}, write {Bytes(total.BytesWritten)}, memory {Bytes(total.PeakBytes)} of {Bytes(plan.Limits.BudgetBytes)}, time {Time(total.Seconds)}");
        return text.ToString();
    }

    /// <summary>The same as JSON.</summary>
    public static JsonObject ToJson(Plan plan) => new()
    {
        ["sections"] = new JsonArray([.. plan.Sections.Select(Section)]),
        ["budgetBytes"] = plan.Limits.BudgetBytes,
        ["total"] = Cost(plan.Total),
    };

    private static JsonObject Section(Section section) => new()
    {
        ["index"] = section.Index,
        ["kind"] = Kind(section),
        ["terminal"] = section.Terminal,
        ["copies"] = section.Copies,
        ["steps"] = new JsonArray([.. section.Nodes.Select(node => (JsonNode?)JsonValue.Create(node))]),
        ["outputs"] = new JsonArray([.. section.Outputs.Select(output => new JsonObject
        {
            ["name"] = output.Name,
            ["kept"] = output.Kept,
            ["type"] = output.Cube.Type.ToString().ToLowerInvariant(),
            ["axes"] = new JsonArray([.. output.Cube.Axes.Select(axis => (JsonNode?)JsonValue.Create(axis.Name))]),
            ["shape"] = Lengths(output.Cube.Shape),
            ["chunk"] = Lengths(output.Chunk),
            ["shard"] = Lengths(output.Shard),
        })]),
        ["tile"] = Lengths(section.Tile),
        ["reduceBlock"] = Lengths(section.ReduceBlock),
        ["workers"] = section.Workers,
        ["predicted"] = Cost(section.Predicted),
    };

    private static JsonObject Cost(Prediction cost) => new()
    {
        ["bytesRead"] = cost.BytesRead,
        ["bytesWritten"] = cost.BytesWritten,
        ["peakBytes"] = cost.PeakBytes,
        ["seconds"] = cost.Seconds,
    };

    private static JsonArray Lengths(IEnumerable<long> lengths) => new([.. lengths.Select(length => (JsonNode?)JsonValue.Create(length))]);

    private static string Kind(Section section) => section.Kind.ToString().ToLowerInvariant();

    private static string Shape(IReadOnlyCollection<long> lengths) =>
        lengths.Count == 0 ? "-" : string.Join('x', lengths.Select(length => length.ToString(CultureInfo.InvariantCulture)));

    private static string Bytes(long bytes) => bytes switch
    {
        >= 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:F2} GB"),
        >= 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:F1} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:F1} kB"),
    };

    private static string Time(double seconds) => seconds < 1
        ? string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e3:F1} ms")
        : string.Create(CultureInfo.InvariantCulture, $"{seconds:F1} s");

    private static void Line(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture).TrimEnd()).Append('\n');
}
