using System.Text.Json.Nodes;

namespace Etalon.Cli;

/// <summary>What the server says of its operators, for people.</summary>
internal static class OphidiaManualPages
{
    /// <summary>Writes the overview, or the page of one operator.</summary>
    public static async Task<int> WriteAsync(EtalonClient client, Terminal terminal, string[] topic, CancellationToken cancellation)
    {
        var manual = (await client.GetAsync("api/ophidia/manual", cancellation)).AsObject();
        var completion = new OphidiaCompletion(manual);
        var found = topic is [var name] ? completion.Operator(name)
            ?? throw new ClientRefusalException(ExitCodes.Missing, "unknown-operator", $"There is no operator '{name}'.", "'etalon oph help' lists them all.") : manual;
        terminal.Result(found.DeepClone().AsObject(), lines =>
        {
            foreach (var line in topic is [var one] ? Page(completion, one) : Overview(manual))
            {
                lines.WriteLine(line);
            }
        });
        return ExitCodes.Ok;
    }

    /// <summary>All operators, a line each.</summary>
    public static IEnumerable<string> Overview(JsonObject manual) =>
        manual["operators"]!.AsArray().Select(static one => $"{(string?)one!["name"],-22}{one["doc"]}")
            .Concat(["", "man OPERATOR shows its arguments; oph_primitives_list the primitives. Also: history, session, exit."]);

    /// <summary>The page of one operator; a sentence where there is none.</summary>
    public static IEnumerable<string> Page(OphidiaCompletion completion, string name)
    {
        if (completion.Operator(name) is not { } found)
        {
            return [$"There is no operator '{name}'; 'help' lists them all."];
        }

        return found["arguments"]!.AsArray()
            .Select(static one => $"  {one!["name"]}={(string?)one["default"] ?? "(needed)"}  {one["doc"]}{(one["values"] is JsonArray { Count: > 0 } values ? $" One of: {string.Join(", ", values)}." : "")}")
            .Prepend($"{found["name"]}: {found["doc"]}");
    }
}
