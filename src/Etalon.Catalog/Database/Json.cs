using System.Text.Json;
using System.Text.Json.Serialization;

namespace Etalon.Catalog;

/// <summary>How records travel to the database: as JSON documents that SQL unfolds into rows.</summary>
internal static class Json
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>An object without members.</summary>
    public static JsonElement Empty { get; } = Read("{}");

    /// <summary>Writes anything.</summary>
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>Reads a text.</summary>
    public static JsonElement Read(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    /// <summary>The text of an element, or null for none, as a parameter.</summary>
    public static string? Text(JsonElement? element) =>
        element is { ValueKind: not (JsonValueKind.Undefined or JsonValueKind.Null) } given ? given.GetRawText() : null;
}
