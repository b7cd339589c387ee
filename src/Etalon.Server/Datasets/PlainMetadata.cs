using System.Text.Json.Nodes;

namespace Etalon.Server;

/// <summary>Attributes of files as plain metadata: texts and numbers, without how they were stored.</summary>
internal static class PlainMetadata
{
    /// <summary>A single number becomes a number, several become a list, texts stay.</summary>
    public static JsonObject Of(JsonObject attributes) => new(attributes.Select(pair => KeyValuePair.Create(pair.Key, Plain(pair.Value))));

    private static JsonNode? Plain(JsonNode? value) => value is JsonObject numbers && numbers["values"] is JsonArray list
        ? list.Count == 1 ? list[0]?.DeepClone() : list.DeepClone()
        : value?.DeepClone();
}
