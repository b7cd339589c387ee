using System.CommandLine;

namespace Etalon.Cli;

/// <summary><c>workflow list|show|run</c>.</summary>
internal static class WorkflowCommands
{
    /// <summary>Makes the commands.</summary>
    public static Command Create()
    {
        var command = new Command("workflow", "See and run workflows.");
        command.Subcommands.Add(List());
        command.Subcommands.Add(Show());
        command.Subcommands.Add(Run());
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "List the workflows that come with Etalon.");
        command.Does(async (_, terminal, cancellation) =>
        {
            using var client = EtalonClient.Connect();
            var all = await client.GetAsync("api/workflows", cancellation);
            terminal.Result(all, lines => Terminal.Table(
                lines, ["workflow", "inputs", "what it does"],
                [.. all["workflows"]!.AsArray().Select(entry => new[]
                {
                    $"{entry!["name"]}", string.Join(", ", entry["inputs"]!.AsObject().Select(input => input.Key)), $"{entry["doc"]}",
                })]));
            return ExitCodes.Ok;
        });
        return command;
    }

    private static Command Show()
    {
        var command = new Command("show", "Print a workflow that comes with Etalon, to look at or to change.");
        var name = new Argument<string>("name") { Description = "The workflow's name; see 'etalon workflow list'." };
        command.Arguments.Add(name);
        command.Does(async (parsed, terminal, cancellation) =>
        {
            using var client = EtalonClient.Connect();
            var found = await WorkflowSource.FindAsync(client, parsed.GetValue(name)!, cancellation);
            terminal.Result(found, lines => lines.Write((string)found["text"]!));
            return ExitCodes.Ok;
        });
        return command;
    }

    private static Command Run()
    {
        var run = new Command("run", "Run a workflow: a file, or one that comes with Etalon.");
        var name = new Argument<string>("workflow") { Description = "A workflow file (JSON, comments allowed), or a name; see 'etalon workflow list'." };
        var options = new RunOptions();
        run.Arguments.Add(name);
        options.AddTo(run);
        run.Does(async (parsed, terminal, cancellation) =>
        {
            var order = options.Order(parsed);
            var given = parsed.GetValue(name)!;
            var isFile = File.Exists(given) || IsPath(given);
            order["workflow"] = isFile ? WorkflowSource.Read(given) : null;
            using var client = EtalonClient.Connect();
            order["workflow"] ??= await WorkflowSource.ShippedAsync(client, given, cancellation);
            var view = await RunWatch.SubmitAsync(client, terminal, "api/runs", order, !parsed.GetValue(options.NoWait), cancellation);
            if (!terminal.IsJson)
            {
                await RunValues.AddAsync(client, view, cancellation);
            }

            return RunWatch.Report(terminal, view);
        });
        return run;
    }

    /// <summary>Names of shipped workflows are plain words.</summary>
    private static bool IsPath(string text) =>
        text.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal) || text.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
}
