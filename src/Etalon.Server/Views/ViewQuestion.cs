using System.Globalization;
using System.Text.Json.Nodes;
using Etalon.Cubes;

namespace Etalon.Server;

/// <summary>Reads the parts of a look as they stand in an address. What is not given is left out, so that equal questions are equal texts.</summary>
internal static class ViewQuestion
{
    /// <summary>Places on axes: <c>axis=INDEX;axis=INDEX</c>; null where none is given.</summary>
    public static JsonObject? At(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var places = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            places[equals > 0
                ? part[..equals]
                : throw new RefusalException("bad-place", $"'{part}' is no place on an axis.", "Write axis=INDEX, several separated by ';'.")] = part[(equals + 1)..];
        }

        return new JsonObject(places.Select(place => KeyValuePair.Create(place.Key, (JsonNode?)place.Value)));
    }

    /// <summary>The window <c>lo,hi</c>; null where none is given.</summary>
    public static JsonArray? Window(string? text, bool isLog = false)
    {
        if (Numbers(text, 2, "window", "window=0,65535") is not { } ends)
        {
            return null;
        }

        return (double)ends[1]! < (double)ends[0]! || (isLog && (double)ends[0]! <= 0)
            ? throw new RefusalException(
                "bad-window", $"'{text}' is no window: its end lies below its beginning, or a logarithmic one begins at or below 0.",
                "Write window=lo,hi with lo below hi; with log=1 both above 0.")
            : ends;
    }

    /// <summary>So many finite numbers with commas between them; null where nothing is given.</summary>
    public static JsonArray? Numbers(string? text, int count, string name, string example)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var numbers = text.Split(',').Select(static part =>
            double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN).ToArray();
        return numbers.Length == count && Array.TrueForAll(numbers, double.IsFinite)
            ? new JsonArray([.. numbers.Select(static number => (JsonNode)number)])
            : throw new RefusalException($"bad-{name}", $"'{text}' is no {name}: {count} finite numbers with commas between them are needed.", $"Write for example {example}.");
    }

    /// <summary>A whole number within limits; null where none is given.</summary>
    public static JsonNode? Whole(long? value, string name, long least, long most) =>
        value is not { } number ? null
        : number >= least && number <= most ? JsonValue.Create(number)
        : throw new RefusalException($"bad-{name}", $"{name}={number} is not possible.", $"{name} is a whole number from {least} to {most}.");

    /// <summary>One of a few words; null where none is given.</summary>
    public static JsonNode? Word(string? value, string what, params string[] allowed) =>
        string.IsNullOrEmpty(value) ? null
        : allowed.Contains(value, StringComparer.Ordinal) ? JsonValue.Create(value)
        : throw Refusal.Unknown(what, value, allowed);

    /// <summary>A yes or no: <c>1</c>, <c>0</c>, <c>true</c>, <c>false</c>.</summary>
    public static bool Flag(string? value, string name) => value switch
    {
        null or "" or "0" or "false" => false,
        "1" or "true" => true,
        _ => throw new RefusalException($"bad-{name}", $"{name}={value} is neither yes nor no.", $"Write {name}=1 or {name}=0."),
    };

    /// <summary>A question of what is given.</summary>
    public static JsonObject Of(params ReadOnlySpan<(string Name, JsonNode? Value)> parts)
    {
        var question = new JsonObject();
        foreach (var (name, value) in parts)
        {
            if (value is not null)
            {
                question[name] = value;
            }
        }

        return question;
    }
}
