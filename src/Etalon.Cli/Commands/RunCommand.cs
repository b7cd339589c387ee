using System.CommandLine;

namespace Etalon.Cli;

/// <summary><c>run OPERATOR</c>.</summary>
internal static class RunCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command("run", "Run one operator.");
        var name = new Argument<string>("operator") { Description = "The operator's name; see 'etalon operator list'." };
        var options = new RunOptions();
        command.Arguments.Add(name);
        options.AddTo(command);
        command.Does(async (parsed, terminal, cancellation) =>
        {
            var order = options.Order(parsed);
            order["operator"] = parsed.GetValue(name);
            using var client = EtalonClient.Connect();
            var view = await RunWatch.SubmitAsync(client, terminal, "api/runs", order, !parsed.GetValue(options.NoWait), cancellation);
            if (!terminal.IsJson)
            {
                await RunValues.AddAsync(client, view, cancellation);
            }

            return RunWatch.Report(terminal, view);
        });
        return command;
    }
}
