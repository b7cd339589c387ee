using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Etalon.Cubes;

/// <summary>Cube descriptions as JSON: one canonical text per description, numbers bit for bit.</summary>
/// <remarks>
/// Empty members are left out; attributes are in ordinal order. NaN and infinities are the strings <c>"NaN"</c>, <c>"Infinity"</c>,
/// <c>"-Infinity"</c>; a missing value beyond 2^53 is a string of digits. A text attribute is a string, numbers are
/// <c>{"type": "float32", "values": [1, 2]}</c>.
/// </remarks>
public static class CubeInfoJson
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a cube's description.</summary>
    public static void Write(Utf8JsonWriter writer, CubeInfo cube) => CubeInfoWriter.Write(writer, cube);

    /// <summary>Writes an axis.</summary>
    public static void Write(Utf8JsonWriter writer, Axis axis) => CubeInfoWriter.Write(writer, axis);

    /// <summary>Writes an attribute's value.</summary>
    public static void Write(Utf8JsonWriter writer, AttributeValue value) => CubeInfoWriter.Write(writer, value);

    /// <summary>A cube's description as canonical text.</summary>
    public static string ToText(CubeInfo cube) => Text(writer => Write(writer, cube));

    /// <summary>A cube's description as a tree.</summary>
    public static JsonObject ToJson(CubeInfo cube) => JsonNode.Parse(ToText(cube))!.AsObject();

    /// <summary>An axis as a tree.</summary>
    public static JsonObject ToJson(Axis axis) => JsonNode.Parse(Text(writer => Write(writer, axis)))!.AsObject();

    /// <summary>An attribute's value as a tree.</summary>
    public static JsonNode ToJson(AttributeValue value) => JsonNode.Parse(Text(writer => Write(writer, value)))!;

    /// <summary>Attributes as a tree.</summary>
    public static JsonObject ToJson(AttributeSet attributes) =>
        new(attributes.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)ToJson(pair.Value))));

    /// <summary>Reads what <see cref="ToText"/> wrote.</summary>
    /// <exception cref="RefusalException"><c>bad-cube-json</c>, saying which member is wrong.</exception>
    public static CubeInfo Parse(string text) => Guarded(() =>
    {
        using var document = JsonDocument.Parse(text);
        return CubeInfoReader.Cube(document.RootElement);
    });

    /// <summary>Reads a cube's description.</summary>
    /// <exception cref="RefusalException"><c>bad-cube-json</c>.</exception>
    public static CubeInfo Read(JsonElement element) => Guarded(() => CubeInfoReader.Cube(element));

    /// <summary>Reads an axis.</summary>
    /// <exception cref="RefusalException"><c>bad-cube-json</c>.</exception>
    public static Axis ReadAxis(JsonElement element) => Guarded(() => CubeInfoReader.Axis(element));

    /// <summary>Reads an attribute's value.</summary>
    /// <exception cref="RefusalException"><c>bad-cube-json</c>.</exception>
    public static AttributeValue ReadAttribute(JsonElement element) => Guarded(() => CubeInfoReader.Attribute(element));

    /// <summary>Reads a tree that <see cref="ToJson(CubeInfo)"/> made.</summary>
    /// <exception cref="RefusalException"><c>bad-cube-json</c>.</exception>
    public static CubeInfo FromJson(JsonNode node) => Parse(node.ToJsonString());

    internal static string NameOf(double value)
    {
        if (double.IsNaN(value))
        {
            return "NaN";
        }

        return value > 0 ? "Infinity" : "-Infinity";
    }

    internal static RefusalException Bad(string member, string what) => new(
        "bad-cube-json", $"The description of a cube has a wrong '{member}': {what}.", "Write it as 'etalon cube show -o json' prints one.");

    private static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException or OverflowException or KeyNotFoundException)
        {
            throw new RefusalException(
                "bad-cube-json", string.Create(CultureInfo.InvariantCulture, $"The description of a cube cannot be read: {fault.Message}"),
                "Write it as 'etalon cube show -o json' prints one.", inner: fault);
        }
    }

    private static string Text(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Plain))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
