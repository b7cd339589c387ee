using System.CommandLine;

namespace Etalon.Cli;

/// <summary>The command tree: <c>etalon noun verb</c>.</summary>
internal static class Root
{
    /// <summary>After Ctrl-C there is something to do: the run is stopped, and the server waits until it has.</summary>
    private static readonly TimeSpan CancelLimit = TimeSpan.FromSeconds(15);

    /// <summary>Runs the command line; returns the exit code.</summary>
    public static async Task<int> InvokeAsync(string[] arguments)
    {
        var root = new RootCommand("Etalon: from raw data to a result that anyone can find, look at, check, repeat and cite.");
        root.Options.Add(Shared.Output);
        root.Subcommands.Add(ServerCommands.Up());
        root.Subcommands.Add(ServerCommands.Down());
        root.Subcommands.Add(ServerCommands.Status());
        root.Subcommands.Add(ServerCommands.Login());
        root.Subcommands.Add(SignInLinkCommand.Create());
        root.Subcommands.Add(DoctorCommand.Create());
        root.Subcommands.Add(DemoCommand.Create());
        root.Subcommands.Add(DatasetCommands.Create());
        root.Subcommands.Add(UploadCommands.Create());
        root.Subcommands.Add(CubeCommands.Create());
        root.Subcommands.Add(OperatorCommands.Create());
        root.Subcommands.Add(RunCommand.Create());
        root.Subcommands.Add(WorkflowCommands.Create());
        root.Subcommands.Add(RunsCommands.Create());
        root.Subcommands.Add(UserCommands.Create());
        root.Subcommands.Add(OphidiaCommands.Create());
        root.Subcommands.Add(CompletionCommand.Create());
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0 && parsed.Action is null or System.CommandLine.Invocation.ParseErrorAction)
        {
            await parsed.InvokeAsync(Configuration());
            return ExitCodes.Usage;
        }

        return await parsed.InvokeAsync(Configuration());
    }

    private static InvocationConfiguration Configuration() =>
        new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = CancelLimit };
}
