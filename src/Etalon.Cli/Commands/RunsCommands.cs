using System.CommandLine;
using System.Text.Json.Nodes;

namespace Etalon.Cli;

/// <summary><c>runs list|show|cancel|retry|queue|why|compare|log</c>.</summary>
internal static class RunsCommands
{
    /// <summary>Makes the commands.</summary>
    public static Command Create()
    {
        var command = new Command("runs", "Look at runs and stop them.");
        command.Subcommands.Add(List());
        command.Subcommands.Add(One("show", "Show a run with its inputs, outputs and cost.", static async (client, id, cancellation) =>
            await client.GetAsync($"api/runs/{id}", cancellation)));
        command.Subcommands.Add(One("cancel", "Stop a run.", static async (client, id, cancellation) =>
            await client.PostAsync($"api/runs/{id}/cancel", new JsonObject(), cancellation)));
        command.Subcommands.Add(One("retry", "Order a run anew that failed, was cancelled or interrupted.", static async (client, id, cancellation) =>
            await client.PostAsync($"api/runs/{id}/retry", new JsonObject(), cancellation)));
        command.Subcommands.Add(Queue());
        command.Subcommands.Add(Why());
        command.Subcommands.Add(RunsCompareCommand.Create());
        command.Subcommands.Add(Log());
        return command;
    }

    private static Argument<Guid> Id() => new("run") { Description = "The run's id." };

    private static Command List()
    {
        var command = new Command("list", "List runs, newest first.");
        var state = new Option<string?>("--state") { Description = "queued, running, done, failed, cancelled or interrupted." };
        var limit = new Option<int>("--limit") { Description = "How many.", DefaultValueFactory = _ => 20 };
        command.Options.Add(state);
        command.Options.Add(limit);
        command.Does(async (parsed, terminal, cancellation) =>
        {
            using var client = EtalonClient.Connect();
            var query = parsed.GetValue(state) is { } wanted ? $"&state={Uri.EscapeDataString(wanted)}" : "";
            var runs = await client.GetAsync($"api/runs?limit={parsed.GetValue(limit)}{query}", cancellation);
            terminal.Result(runs, lines => Terminal.Table(
                lines, ["run", "operator", "state", "name", "created"],
                [.. runs.AsArray().Select(run => new[]
                {
                    $"{run!["run"]}", $"{run["operator"]}", $"{run["state"]}", $"{run["name"]}", $"{run["created"]}",
                })]));
            return ExitCodes.Ok;
        });
        return command;
    }

    private static Command Queue()
    {
        var command = new Command("queue", "List what waits and runs, in the order in which it will be taken.");
        command.Does(async (_, terminal, cancellation) =>
        {
            using var client = EtalonClient.Connect();
            var queue = await client.GetAsync("api/runs/queue", cancellation);
            terminal.Result(queue, lines => Terminal.Table(
                lines, ["run", "operator", "class", "state", "place", "expected s", "why"],
                [.. queue.AsArray().Select(job => new[]
                {
                    $"{job!["run"]}", $"{job["operator"]}", $"{job["class"]}", $"{job["state"]}", $"{job["place"]}", $"{job["expectedSeconds"]}", $"{job["why"]}",
                })]));
            return ExitCodes.Ok;
        });
        return command;
    }

    private static Command One(string verb, string doc, Func<EtalonClient, Guid, CancellationToken, Task<JsonNode>> call)
    {
        var command = new Command(verb, doc);
        var id = Id();
        command.Arguments.Add(id);
        command.Does(async (parsed, terminal, cancellation) =>
        {
            using var client = EtalonClient.Connect();
            var view = (await call(client, parsed.GetValue(id), cancellation)).AsObject();
            terminal.Result(view, lines =>
            {
                RunWatch.Print(lines, view);
                if (view["refusal"] is JsonObject refusal)
                {
                    lines.WriteLine($"  refused: {refusal["message"]} {refusal["help"]}");
                }
            });
            return ExitCodes.Ok;
        });
        return command;
    }

    private static Command Why()
    {
        var command = new Command("why", "Say why a run was computed and not taken from an earlier result.");
        var id = Id();
        command.Arguments.Add(id);
        command.Does(async (parsed, terminal, cancellation) =>
        {
            using var client = EtalonClient.Connect();
            var why = await client.GetAsync($"api/runs/{parsed.GetValue(id)}/why", cancellation);
            terminal.Result(why, lines =>
            {
                lines.WriteLine($"{why["reason"]}");
                if (why["comparedWith"] is { } other)
                {
                    lines.WriteLine($"  compared with run {other}");
                }
            });
            return ExitCodes.Ok;
        });
        return command;
    }

    private static Command Log()
    {
        var command = new Command("log", "Print a run's log.");
        var id = Id();
        command.Arguments.Add(id);
        command.Does(async (parsed, terminal, cancellation) =>
        {
            using var client = EtalonClient.Connect();
            var log = await client.GetTextAsync($"api/runs/{parsed.GetValue(id)}/log", cancellation);
            terminal.Result(new JsonObject { ["log"] = log }, lines => lines.Write(log));
            return ExitCodes.Ok;
        });
        return command;
    }
}
