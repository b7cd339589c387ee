using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Etalon.Cli;

/// <summary><c>oph [TEXT|FILE.json …]</c>: Ophidia's language, one call or a prompt.</summary>
internal static class OphidiaCommands
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command("oph", "Ask in Ophidia's language: an operator, a nested call, or a file with a workflow. Without anything, a prompt.");
        var words = new Argument<string[]>("request")
        {
            Description = "'oph_reduce cube=PID;operation=max', 'OPH_APPLY(OPH_SUBSET(PID, …), …)', help [OPERATOR], or FILE.json with what stands for $1, $2, … in it.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var anew = new Option<bool>("--new-session") { Description = "Begin a new session." };
        command.Arguments.Add(words);
        command.Options.Add(anew);
        command.Does(async (parsed, terminal, cancellation) =>
        {
            using var client = EtalonClient.Connect();
            var state = OphidiaState.Load(client.Url);
            if (parsed.GetValue(anew))
            {
                state.Forget();
            }

            var request = parsed.GetValue(words) ?? [];
            return request is ["help" or "man", .. { Length: <= 1 } topic]
                ? await OphidiaManualPages.WriteAsync(client, terminal, topic, cancellation)
                : request.Length == 0
                ? await new OphidiaPrompt(client, state, terminal).RunAsync(cancellation)
                : await AskAsync(client, state, terminal, await TextAsync(request, cancellation), cancellation);
        });
        return command;
    }

    /// <summary>Asks, shows the answer, and remembers where the user stands then.</summary>
    public static async Task<int> AskAsync(EtalonClient client, OphidiaState state, Terminal terminal, string text, CancellationToken cancellation)
    {
        JsonObject document;
        try
        {
            document = (await client.PostAsync("api/ophidia", state.Question(text), cancellation)).AsObject();
        }
        catch (ClientRefusalException refusal) when (refusal.Code is "ophidia-5" && ((string?)state.Question("")["session"] ?? "").Length > 0)
        {
            throw new ClientRefusalException(refusal.ExitCode, refusal.Code, refusal.Message, "If your last session is gone, begin another with 'etalon oph --new-session'.");
        }

        state.Learn(document);
        state.Save();
        if (OphidiaText.Failure(document) is { } failure && !terminal.IsJson)
        {
            throw new ClientRefusalException(ExitCodes.Refused, "ophidia-error", failure);
        }

        terminal.Result(document, lines => OphidiaText.Print(lines, document));
        return OphidiaText.Failure(document) is null ? ExitCodes.Ok : ExitCodes.Refused;
    }

    private static async Task<string> TextAsync(string[] words, CancellationToken cancellation)
    {
        if (!words[0].EndsWith(".json", StringComparison.Ordinal))
        {
            return string.Join(' ', words);
        }

        if (!File.Exists(words[0]))
        {
            throw new ClientRefusalException(ExitCodes.Missing, "missing-file", $"There is no file '{words[0]}'.", "Check the path.");
        }

        var text = await File.ReadAllTextAsync(words[0], cancellation);
        for (var number = words.Length - 1; number > 0; number--)
        {
            var value = JsonValue.Create(words[number]).ToJsonString()[1..^1];
            text = text.Replace(string.Create(CultureInfo.InvariantCulture, $"${{{number}}}"), value, StringComparison.Ordinal)
                .Replace(string.Create(CultureInfo.InvariantCulture, $"${number}"), value, StringComparison.Ordinal);
        }

        return text;
    }
}
