using System.Text.Json.Nodes;

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
        var editor = new LineEditor(history, completion.Of);
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
                ["help"] => Write(Overview(manual)),
                ["help" or "man", var name] => Write(Page(completion, name)),
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

    private static IEnumerable<string> Overview(JsonObject manual) =>
        manual["operators"]!.AsArray().Select(static one => $"{(string?)one!["name"],-22}{one["doc"]}")
            .Concat(["", "man OPERATOR shows its arguments; oph_primitives_list the primitives. Also: history, session, exit."]);

    private static IEnumerable<string> Page(OphidiaCompletion completion, string name)
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
