using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Etalon.Cli;

/// <summary><c>runs compare</c>.</summary>
internal static class RunsCompareCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command("compare", "Lay two finished runs beside each other: their steps, and their results sample by sample.");
        var first = new Argument<Guid>("first") { Description = "The first run's id." };
        var second = new Argument<Guid>("second") { Description = "The second run's id." };
        var tolerance = new Option<double>("--tolerance")
        {
            Description = "The largest relative difference that counts as none.",
            DefaultValueFactory = _ => 1e-6,
        };
        command.Arguments.Add(first);
        command.Arguments.Add(second);
        command.Options.Add(tolerance);
        command.Does(async (parsed, terminal, cancellation) =>
        {
            using var client = EtalonClient.Connect();
            var limit = parsed.GetValue(tolerance).ToString("R", CultureInfo.InvariantCulture);
            var comparison = (await client.GetAsync(
                $"api/runs/compare?first={parsed.GetValue(first)}&second={parsed.GetValue(second)}&tolerance={Uri.EscapeDataString(limit)}", cancellation)).AsObject();
            terminal.Result(comparison, lines => Print(lines, comparison));
            return ExitCodes.Ok;
        });
        return command;
    }

    private static void Print(TextWriter lines, JsonObject comparison)
    {
        lines.WriteLine($"{comparison["verdict"]}");
        Terminal.Table(
            lines, ["step", "operator", "verdict", "why"],
            [.. comparison["steps"]!.AsArray().Select(step => new[] { Names(step!), $"{step!["operator"]}", $"{step["verdict"]}", $"{step["why"]}" })]);
        foreach (var output in comparison["outputs"]!.AsArray())
        {
            lines.WriteLine($"{output!["output"]}: {output["verdict"]}. {output["why"]}");
            if (output["difference"]?["largest"] is JsonObject largest)
            {
                var place = string.Join(", ", largest["place"]!.AsObject().Select(axis => $"{axis.Key} {axis.Value}"));
                lines.WriteLine($"  largest difference {largest["absolute"]} {output["difference"]!["unit"]} at {place}: {largest["first"]} and {largest["second"]}");
            }

            if (output["statistics"] is JsonArray { Count: 2 } both)
            {
                Terminal.Table(lines, ["", "first", "second"], [.. both[0]!.AsObject().Select(pair => new[] { pair.Key, $"{pair.Value}", $"{both[1]![pair.Key]}" })]);
            }
        }
    }

    private static string Names(JsonNode step)
    {
        var (first, second) = ((string?)step["first"], (string?)step["second"]);
        return first is null || second is null || string.Equals(first, second, StringComparison.Ordinal) ? first ?? second ?? "" : $"{first} / {second}";
    }
}
