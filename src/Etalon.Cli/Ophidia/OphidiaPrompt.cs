namespace Etalon.Cli;

/// <summary>The prompt of <c>etalon oph</c>: commands are sent as they are typed, some are its own.</summary>
internal sealed class OphidiaPrompt(EtalonClient client, OphidiaState state, Terminal terminal)
{
    private const int MostHistory = 1000;

    /// <summary>Reads and sends until the end of input; the exit code of the last call.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var manual = (await client.GetAsync("api/ophidia/manual", cancellation)).AsObject();
        var completion = new OphidiaCompletion(manual);
        var history = File.Exists(OphidiaState.History) ? (List<string>)[.. await File.ReadAllLinesAsync(OphidiaState.History, cancellation)] : [];
        var editor = new LineEditor(history, completion.Of, Console.IsInputRedirected ? null : static () => Console.ReadKey(intercept: true), Console.Out);
        var code = ExitCodes.Ok;
        while (editor.Read("oph> ") is { } line)
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words is ["exit" or "quit"])
            {
                break;
            }

            code = words switch
            {
                [] => code,
                ["history"] => Write(history),
                ["session"] => Write([(string?)state.Question("")["session"] ?? "none yet"]),
                ["help"] => Write(OphidiaManualPages.Overview(manual)),
                ["help" or "man", var name] => Write(OphidiaManualPages.Page(completion, name)),
                _ => await SendAsync(line, cancellation),
            };
        }

        Directory.CreateDirectory(OphidiaState.Folder);
        await File.WriteAllLinesAsync(OphidiaState.History, history.TakeLast(MostHistory), cancellation);
        return code;
    }

    private async Task<int> SendAsync(string line, CancellationToken cancellation)
    {
        try
        {
            return await OphidiaCommands.AskAsync(client, state, terminal, line, cancellation);
        }
        catch (ClientRefusalException refusal)
        {
            terminal.Refuse(refusal);
            return refusal.ExitCode;
        }
    }

    private static int Write(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            Console.Out.WriteLine(line);
        }

        return ExitCodes.Ok;
    }
}
