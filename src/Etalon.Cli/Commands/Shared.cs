using System.CommandLine;

namespace Etalon.Cli;

/// <summary>What every command shares.</summary>
internal static class Shared
{
    /// <summary><c>-o json</c> or <c>-o text</c>.</summary>
    public static Option<string> Output { get; } = MakeOutput();

    /// <summary>Gives a command its action: refusals become a message and an exit code, Ctrl-C cancels.</summary>
    public static void Does(this Command command, Func<ParseResult, Terminal, CancellationToken, Task<int>> action) =>
        command.SetAction(async (parsed, cancellation) =>
        {
            var console = new Terminal(string.Equals(parsed.GetValue(Output), "json", StringComparison.Ordinal));
            try
            {
                return await action(parsed, console, cancellation);
            }
            catch (ClientRefusalException refusal)
            {
                console.Refuse(refusal);
                return refusal.ExitCode;
            }
            catch (OperationCanceledException)
            {
                await Console.Error.WriteLineAsync("etalon: cancelled");
                return ExitCodes.Cancelled;
            }
        });

    private static Option<string> MakeOutput()
    {
        var option = new Option<string>("--output", "-o") { Description = "text or json", DefaultValueFactory = _ => "text", Recursive = true };
        option.AcceptOnlyFromAmong("text", "json");
        return option;
    }
}
