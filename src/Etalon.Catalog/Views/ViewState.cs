using System.Buffers;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Etalon.Cubes;

namespace Etalon.Catalog;

/// <summary>A view's state in the one form of which its id is made: without spaces, names in order.</summary>
internal static class ViewState
{
    /// <summary>The most bytes of a state: some hundred times what four panels need.</summary>
    public const int MostBytes = 64 << 10;

    /// <summary>Characters of an id: 50 bits.</summary>
    public const int IdLength = 10;

    /// <summary>Digits and letters without those that are taken for others (i, l, o, u).</summary>
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The state as it is kept.</summary>
    /// <exception cref="RefusalException">It is none (<c>bad-view</c>) or too large (<c>view-too-large</c>).</exception>
    public static byte[] Canonical(JsonElement state)
    {
        if (state.ValueKind != JsonValueKind.Object || !state.TryGetProperty("schema", out var schema)
            || schema.ValueKind != JsonValueKind.Number || !schema.TryGetInt32(out var version) || version < 1)
        {
            throw Bad("it is no object with the version of its form as 'schema'");
        }

        var text = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(text, Plain))
        {
            Write(state, writer);
        }

        return text.WrittenCount <= MostBytes
            ? text.WrittenSpan.ToArray()
            : throw new RefusalException(
                "view-too-large", $"This view's state has {text.WrittenCount} bytes; at most {MostBytes} are kept.", "Share fewer panels at once.", RefusalKind.TooLarge);
    }

    /// <summary>The digest of a state; of the same state another one for every attempt.</summary>
    public static byte[] Digest(ReadOnlySpan<byte> canonical, byte attempt) => SHA256.HashData([.. canonical, .. attempt == 0 ? ReadOnlySpan<byte>.Empty : [attempt]]);

    /// <summary>The id that begins a digest.</summary>
    public static string Id(ReadOnlySpan<byte> digest)
    {
        const int bitsOfLetter = 5;
        var bits = System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(digest);
        Span<char> id = stackalloc char[IdLength];
        for (var at = 0; at < IdLength; at++)
        {
            id[at] = Alphabet[(int)(bits >> (64 - (bitsOfLetter * (at + 1)))) & (Alphabet.Length - 1)];
        }

        return new string(id);
    }

    private static void Write(JsonElement element, Utf8JsonWriter writer)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(element, writer);
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var member in element.EnumerateArray())
                {
                    Write(member, writer);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(Text(element.GetString));
                break;
            default:
                writer.WriteRawValue(element.GetRawText());
                break;
        }
    }

    private static void WriteObject(JsonElement element, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        string? last = null;
        foreach (var (name, value) in element.EnumerateObject().Select(static member => (Text(() => member.Name), member.Value)).OrderBy(static member => member.Item1, StringComparer.Ordinal))
        {
            if (string.Equals(name, last, StringComparison.Ordinal))
            {
                throw Bad($"'{name}' stands twice in an object");
            }

            writer.WritePropertyName(name);
            Write(value, writer);
            last = name;
        }

        writer.WriteEndObject();
    }

    /// <summary>A text; half a character, which JSON can write and nobody can read, is refused.</summary>
    private static string Text(Func<string?> read)
    {
        try
        {
            return read() ?? "";
        }
        catch (InvalidOperationException)
        {
            throw Bad("a text in it is no Unicode");
        }
    }

    private static RefusalException Bad(string why) =>
        new("bad-view", $"This is no state of a view: {why}.", "Send an object like {\"schema\":1,\"page\":\"look\",…}; docs/reference/portal.md says what is in it.");
}
