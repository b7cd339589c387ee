using System.Collections.Immutable;
using System.Text.Json;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>Reads metadata that may be anything.</summary>
internal static class ZarrJson
{
    /// <summary>Parses a metadata file.</summary>
    public static JsonElement Parse(byte[] text, string file)
    {
        try
        {
            var options = new JsonDocumentOptions { MaxDepth = ZarrLimits.MetadataDepth };
            using var document = JsonDocument.Parse(WithoutBareNumbers(text), options);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw Refusal.Corrupt(file, "its metadata are no JSON object");
        }
        catch (JsonException error)
        {
            throw Refusal.Corrupt(file, $"its metadata are no JSON ({error.Message})", error);
        }
    }

    /// <summary>A member that must be there.</summary>
    public static JsonElement Member(JsonElement element, string name, string file) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value)
            ? value
            : throw Refusal.Corrupt(file, $"its metadata have no '{name}'");

    /// <summary>A member, or null where it is missing or JSON's null.</summary>
    public static JsonElement? Optional(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value)
        && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    /// <summary>A text.</summary>
    public static string Text(JsonElement element, string what, string file) =>
        element.ValueKind == JsonValueKind.String
            ? element.GetString()!
            : throw Refusal.Corrupt(file, $"{what} is no text");

    /// <summary>A text member.</summary>
    public static string Text(JsonElement element, string name, string standard, string file) =>
        Optional(element, name) is { } value ? Text(value, $"'{name}'", file) : standard;

    /// <summary>A whole number of 32 bits.</summary>
    public static int Number(JsonElement element, string name, int standard, string file)
    {
        if (Optional(element, name) is not { } value)
        {
            return standard;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)
            ? number
            : throw Refusal.Corrupt(file, $"'{name}' is no whole number");
    }

    /// <summary>Lengths of axes.</summary>
    public static ImmutableArray<long> Lengths(JsonElement element, string name, long least, string file)
    {
        var value = Member(element, name, file);
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > ZarrLimits.Rank)
        {
            throw Refusal.Corrupt(file, $"'{name}' is no list of at most {ZarrLimits.Rank} lengths");
        }

        var lengths = ImmutableArray.CreateBuilder<long>();
        foreach (var item in value.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt64(out var length) || length < least)
            {
                throw Refusal.Corrupt(file, $"'{name}' holds {item.GetRawText()}, no length from {least}");
            }

            lengths.Add(length);
        }

        return lengths.ToImmutable();
    }

    /// <summary>Python writes NaN and Infinity as bare words, which are no JSON; they become texts.</summary>
    private static ReadOnlyMemory<byte> WithoutBareNumbers(byte[] text)
    {
        ReadOnlySpan<byte> all = text;
        if (all.IndexOf("NaN"u8) < 0 && all.IndexOf("Infinity"u8) < 0)
        {
            return text;
        }

        var result = new List<byte>(text.Length + 64);
        var inText = false;
        while (!all.IsEmpty)
        {
            var length = 1;
            if (inText && all[0] == '\\')
            {
                length = Math.Min(2, all.Length);
            }
            else if (all[0] == '"')
            {
                inText = !inText;
            }
            else if (!inText && BareWord(all) is > 0 and var word)
            {
                length = word;
                result.AddRange("\""u8);
            }

            result.AddRange(all[..length]);
            if (length > 2)
            {
                result.AddRange("\""u8);
            }

            all = all[length..];
        }

        return result.ToArray();
    }

    private static int BareWord(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith("NaN"u8))
        {
            return 3;
        }

        var sign = text.StartsWith("-"u8) ? 1 : 0;
        return text[sign..].StartsWith("Infinity"u8) ? 8 + sign : 0;
    }
}
