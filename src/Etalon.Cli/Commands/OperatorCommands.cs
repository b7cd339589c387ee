using System.CommandLine;
using System.Text.Json.Nodes;

namespace Etalon.Cli;

/// <summary><c>operator list|show|new</c>.</summary>
internal static class OperatorCommands
{
    /// <summary>Makes the commands.</summary>
    public static Command Create()
    {
        var command = new Command("operator", "See what can be computed, and add to it.");
        command.Subcommands.Add(List());
        command.Subcommands.Add(Show());
        command.Subcommands.Add(New());
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "List all operators.");
        command.Does(async (_, terminal, cancellation) =>
        {
            using var client = EtalonClient.Connect();
            var all = await client.GetAsync("api/operators", cancellation);
            terminal.Result(all, lines =>
            {
                Terminal.Table(
                    lines, ["operator", "version", "kind", "what it does"],
                    [.. all["operators"]!.AsArray().Select(entry => new[] { $"{entry!["name"]}", $"{entry["version"]}", $"{entry["kind"]}", $"{entry["doc"]}" })]);
                foreach (var problem in all["problems"]!.AsArray())
                {
                    lines.WriteLine($"not loaded: {problem}");
                }
            });
            return ExitCodes.Ok;
        });
        return command;
    }

    private static Command Show()
    {
        var command = new Command("show", "Show an operator's inputs, outputs and parameters.");
        var name = new Argument<string>("name") { Description = "The operator's name." };
        command.Arguments.Add(name);
        command.Does(async (parsed, terminal, cancellation) =>
        {
            using var client = EtalonClient.Connect();
            var entry = await client.GetAsync($"api/operators/{Uri.EscapeDataString(parsed.GetValue(name)!)}", cancellation);
            terminal.Result(entry, lines => Print(lines, entry.AsObject()));
            return ExitCodes.Ok;
        });
        return command;
    }

    private static Command New()
    {
        var command = new Command("new", "Make a folder with a new operator, its page and its tests.");
        var name = new Argument<string>("name") { Description = "For example my-field.smooth." };
        var folder = new Option<string?>("--out") { Description = "The folder to make; named after the operator by default." };
        command.Arguments.Add(name);
        command.Options.Add(folder);
        command.Does((parsed, terminal, _) =>
        {
            var made = OperatorTemplate.Write(parsed.GetValue(name)!, parsed.GetValue(folder));
            terminal.Result(
                new JsonObject { ["folder"] = made },
                lines => lines.WriteLine($"Made {made}. Next: cd {made} && dotnet test tests && ./install"));
            return Task.FromResult(ExitCodes.Ok);
        });
        return command;
    }

    private static void Print(TextWriter lines, JsonObject entry)
    {
        lines.WriteLine($"{entry["name"]} {entry["version"]} ({entry["kind"]})  {entry["signature"]}");
        lines.WriteLine($"  {entry["doc"]}");
        var schema = entry["parameters"] as JsonObject;
        var required = (schema?["required"] as JsonArray ?? []).Select(name => (string)name!).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, value) in schema?["properties"] as JsonObject ?? [])
        {
            var fallback = value!["default"] is { } given ? $", default {given.ToJsonString()}" : required.Contains(name) ? ", required" : "";
            var allowed = value["enum"] is JsonArray list ? $", one of {string.Join(", ", list)}" : "";
            var unit = value["x-unit"] is { } text ? $" in {text}" : "";
            lines.WriteLine($"  --set {name}=…  {value["description"]}{unit}{allowed}{fallback}");
        }
    }
}
