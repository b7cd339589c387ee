using System.CommandLine;

namespace Etalon.Cli;

/// <summary><c>uploads list|delete</c>: what was sent and is not yet a dataset.</summary>
internal static class UploadCommands
{
    /// <summary>Makes the commands.</summary>
    public static Command Create()
    {
        var command = new Command("uploads", "Files that were sent and are no dataset yet.");
        command.Subcommands.Add(List());
        command.Subcommands.Add(Delete());
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "List your unfinished uploads, newest first.");
        command.Does(async (_, terminal, cancellation) =>
        {
            using var client = EtalonClient.Connect();
            var found = await client.GetAsync("api/uploads", cancellation);
            terminal.Result(found, lines => Terminal.Table(
                lines, ["upload", "name", "files", "received", "size", "expires"],
                [.. found["items"]!.AsArray().Select(item => new[]
                {
                    $"{item!["id"]}", $"{item["name"]}", $"{item["files"]}", Terminal.Bytes((double)item["received"]!), Terminal.Bytes((double)item["bytes"]!), $"{item["expires"]}",
                })]));
            return ExitCodes.Ok;
        });
        return command;
    }

    private static Command Delete()
    {
        var command = new Command("delete", "Throw an upload away.");
        var id = new Argument<string>("id") { Description = "The upload's id." };
        command.Arguments.Add(id);
        command.Does(async (parsed, terminal, cancellation) =>
        {
            using var client = EtalonClient.Connect();
            var done = await client.DeleteAsync($"api/uploads/{Uri.EscapeDataString(parsed.GetValue(id)!)}", cancellation);
            terminal.Result(done, lines => lines.WriteLine($"Deleted {parsed.GetValue(id)}."));
            return ExitCodes.Ok;
        });
        return command;
    }
}
