using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Etalon.Cli;

/// <summary><c>workflow run FILE</c>.</summary>
internal static class WorkflowCommands
{
    private static readonly JsonDocumentOptions Relaxed = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command("workflow", "Run workflows.");
        var run = new Command("run", "Run a workflow file.");
        var file = new Argument<string>("file") { Description = "A workflow file (JSON, comments allowed)." };
        var options = new RunOptions();
        run.Arguments.Add(file);
        options.AddTo(run);
        run.Does(async (parsed, terminal, cancellation) =>
        {
            var order = options.Order(parsed);
            order["workflow"] = Read(parsed.GetValue(file)!);
            using var client = EtalonClient.Connect();
            var view = await RunWatch.SubmitAsync(client, terminal, "api/runs", order, !parsed.GetValue(options.NoWait), cancellation);
            return RunWatch.Report(terminal, view);
        });
        command.Subcommands.Add(run);
        return command;
    }

    private static JsonNode Read(string file)
    {
        if (!File.Exists(file))
        {
            throw new ClientRefusalException(ExitCodes.Missing, "missing-file", $"There is no file '{file}'.");
        }

        try
        {
            return JsonNode.Parse(File.ReadAllText(file), nodeOptions: null, Relaxed)!;
        }
        catch (JsonException fault)
        {
            throw new ClientRefusalException(
                ExitCodes.Refused, "bad-workflow", $"'{file}' is no JSON: {fault.Message}", "The workflow file is described in docs/reference/workflow.md.");
        }
    }
}
