using System.Collections.Immutable;

namespace Etalon.Ophidia;

/// <summary>
/// A call as people type it: <c>oph_reduce operation=max;cube=PID</c>, <c>operator=oph_reduce;operation=max;cube=PID</c>, or nested as in
/// <c>OPH_PUBLISH(OPH_APPLY(OPH_IMPORT_NC(file), query=…), folder)</c>.
/// </summary>
public static class OphidiaCommand
{
    /// <summary>What belongs to the request, not to its task.</summary>
    private static readonly ImmutableHashSet<string> Global = ["sessionid", "exec_mode", "callback_url", "project"];

    /// <summary>Reads a command as a request of one task. Semicolons within brackets, parentheses and quotation marks belong to a value.</summary>
    /// <exception cref="OphidiaException">It is no command (7).</exception>
    public static OphidiaRequest Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var trimmed = text.Trim();
        var called = "";
        var space = trimmed.IndexOfAny([' ', ';', '=']);
        if (Pieces(trimmed) is [var first, ..] && NestedCall.IsLike(first))
        {
            called = first.Trim();
            trimmed = trimmed[first.Length..];
        }
        else if (space < 0 || trimmed[space] != '=')
        {
            called = space < 0 ? trimmed : trimmed[..space];
            trimmed = space < 0 ? "" : trimmed[(space + 1)..];
        }

        var arguments = ImmutableArray.CreateBuilder<(string Key, string Value)>();
        var globals = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        globals["command"] = text;
        foreach (var (key, value) in Pieces(trimmed).Select(Pair))
        {
            if (key is "operator")
            {
                called = value;
            }
            else if (Global.Contains(key))
            {
                globals[key] = value;
            }
            else
            {
                arguments.Add((key, value));
            }
        }

        if (called.Length == 0)
        {
            throw new OphidiaException(OphidiaError.Parameter, $"'{text}' names no operator; write oph_reduce operation=max;cube=PID, for example.");
        }

        called = NestedCall.IsLike(called) ? called : called.ToLowerInvariant();
        return new OphidiaRequest(called, globals.ToImmutable(), [new OphidiaTask("Task 0", called, arguments.ToImmutable(), [])]);
    }

    private static (string Key, string Value) Pair(string piece)
    {
        var equals = piece.IndexOf('=', StringComparison.Ordinal);
        return equals > 0
            ? (piece[..equals].Trim(), piece[(equals + 1)..].Trim())
            : throw new OphidiaException(OphidiaError.Parameter, $"'{piece}' is no key=value; arguments are separated by semicolons.");
    }

    private static List<string> Pieces(string text)
    {
        var pieces = new List<string>();
        var (start, depth, quote) = (0, 0, '\0');
        for (var i = 0; i < text.Length; i++)
        {
            var letter = text[i];
            if (quote != '\0')
            {
                quote = letter == quote ? '\0' : quote;
            }
            else if (depth > 0 && (letter is '\'' or '"'))
            {
                quote = letter;
            }
            else if (depth == 0 && letter == ';')
            {
                pieces.Add(text[start..i]);
                start = i + 1;
            }
            else
            {
                depth = Math.Max(0, depth + Step(letter));
            }
        }

        pieces.Add(text[start..]);
        pieces.RemoveAll(string.IsNullOrWhiteSpace);
        return pieces;
    }

    private static int Step(char letter) => letter switch
    {
        '[' or '(' => 1,
        ']' or ')' => -1,
        _ => 0,
    };
}
