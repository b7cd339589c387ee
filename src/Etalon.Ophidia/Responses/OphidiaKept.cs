using System.Collections.Immutable;
using System.Text.Json;

namespace Etalon.Ophidia;

/// <summary>An object of a document that was kept: it is shown again as it was.</summary>
/// <param name="Key">By what clients find it.</param>
/// <param name="Kind">Its class.</param>
/// <param name="Content">Its parts.</param>
public sealed record OphidiaKept(string Key, string Kind, JsonElement Content) : OphidiaObject(Key)
{
    /// <inheritdoc />
    public override string Class => Kind;

    /// <summary>The objects of a kept document.</summary>
    public static ImmutableArray<OphidiaObject> Read(string document)
    {
        using var json = JsonDocument.Parse(document);
        return [.. json.RootElement.GetProperty("response").EnumerateArray().Select(static item => new OphidiaKept(
            item.GetProperty("objkey").GetString()!, item.GetProperty("objclass").GetString()!, item.GetProperty("objcontent").Clone()))];
    }

    /// <summary>Whether it says that all went well, which every document says at its end anyway.</summary>
    public bool IsSuccess =>
        Key is OphidiaText.StatusKey && Content.GetArrayLength() == 1 && Content[0].TryGetProperty("title", out var title) && title.ValueEquals("SUCCESS");

    internal override void WriteContent(Utf8JsonWriter json)
    {
        foreach (var part in Content.EnumerateArray())
        {
            part.WriteTo(json);
        }
    }
}
