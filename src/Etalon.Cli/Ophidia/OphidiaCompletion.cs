using System.Text.Json.Nodes;

namespace Etalon.Cli;

/// <summary>What may follow what has been typed: operators, their arguments, values, and primitives within a query.</summary>
/// <param name="manual">What the server says of its operators.</param>
internal sealed class OphidiaCompletion(JsonObject manual)
{
    private static readonly string[] Own = ["help", "man", "history", "session", "exit"];

    /// <summary>The word that is completed, and what it may become.</summary>
    public (string Word, string[] Choices) Of(string line)
    {
        var start = line.LastIndexOfAny([' ', ';', '=', '(', ',', '[', '|']) + 1;
        var word = line[start..];
        return (word, [.. Candidates(line, start).Where(one => one.StartsWith(word, StringComparison.OrdinalIgnoreCase)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
    }

    /// <summary>The manual of an operator, or null.</summary>
    public JsonObject? Operator(string name) => Operators.FirstOrDefault(one =>
        string.Equals((string?)one["name"], name, StringComparison.OrdinalIgnoreCase)
        || string.Equals((string?)one["name"], "oph_" + name, StringComparison.OrdinalIgnoreCase)
        || one["aliases"]!.AsArray().Any(alias => string.Equals((string?)alias, name, StringComparison.OrdinalIgnoreCase)));

    private IEnumerable<JsonObject> Operators => manual["operators"]!.AsArray().Select(static one => one!.AsObject());

    private IEnumerable<string> Names => Operators.SelectMany(static one => one["aliases"]!.AsArray().Prepend(one["name"])).Select(static name => (string)name!);

    private IEnumerable<string> Candidates(string line, int start)
    {
        var before = line[..start].TrimEnd(' ');
        if (before.Length == 0)
        {
            return Names.Concat(Own);
        }

        if (before is "help" or "man" || before.EndsWith("operator=", StringComparison.Ordinal))
        {
            return Names;
        }

        var piece = before[(before.LastIndexOf(';') + 1)..];
        if (piece.Contains("query=", StringComparison.Ordinal))
        {
            return manual["primitives"]!.AsArray().Select(static one => (string)one!).Append("measure");
        }

        var arguments = Operator(Called(line))?["arguments"]!.AsArray() ?? [];
        var key = piece.EndsWith('=') ? piece[..^1].Trim().Split(' ')[^1] : "";
        return key.Length > 0
            ? arguments.Where(one => string.Equals((string?)one!["name"], key, StringComparison.Ordinal)).SelectMany(static one => one!["values"]!.AsArray()).Select(static value => (string)value!)
            : arguments.Select(static one => $"{one!["name"]}=");
    }

    private static string Called(string line)
    {
        var text = line.TrimStart();
        var marked = text.IndexOf("operator=", StringComparison.Ordinal);
        var from = marked < 0 ? text : text[(marked + 9)..];
        return from[..(from.IndexOfAny([' ', ';', '(']) is var end and >= 0 ? end : from.Length)];
    }
}
