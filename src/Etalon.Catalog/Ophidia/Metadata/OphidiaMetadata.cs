using System.Collections.Immutable;
using System.Text.Json;

namespace Etalon.Catalog;

/// <summary>A cube's metadata between its column and the program.</summary>
public static class OphidiaMetadata
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>Reads a cube's metadata; pieces without a number get one.</summary>
    public static ImmutableArray<OphidiaMetadatum> Read(JsonElement metadata)
    {
        if (metadata.ValueKind != JsonValueKind.Array)
        {
            return [];
        }

        var items = metadata.Deserialize<ImmutableArray<Stored>>(Options);
        var last = items.Select(static item => item.Id).DefaultIfEmpty().Max();
        return
        [
            .. items.Select(item => new OphidiaMetadatum(item.Id > 0 ? item.Id : ++last, item.Variable ?? "", item.Key ?? "", item.Type ?? "text", item.Value ?? "")
            {
                Modified = item.Modified,
                User = item.User ?? "",
                Vocabulary = item.Vocabulary ?? "",
            }),
        ];
    }

    /// <summary>Writes a cube's metadata.</summary>
    public static JsonElement Write(IEnumerable<OphidiaMetadatum> metadata) => JsonSerializer.SerializeToElement(metadata, Options);

    private sealed record Stored(
        long Id, string? Variable, string? Key, string? Type, string? Value, DateTimeOffset? Modified, string? User, string? Vocabulary);
}
