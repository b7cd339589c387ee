using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Etalon.Ophidia;

/// <summary>Dimensions as the catalogue keeps them.</summary>
public static class OphidiaDimensionsJson
{
    /// <summary>Writes them.</summary>
    public static JsonArray ToJson(ImmutableArray<OphidiaDimension> dimensions) => new([.. dimensions.Select(static dimension => (JsonNode)new JsonObject
    {
        ["name"] = dimension.Name,
        ["type"] = dimension.Type,
        ["size"] = dimension.Size,
        ["implicit"] = dimension.IsImplicit,
        ["hierarchy"] = dimension.Hierarchy,
        ["conceptLevel"] = dimension.ConceptLevel,
        ["grid"] = dimension.Grid,
    })]);

    /// <summary>Reads them.</summary>
    public static ImmutableArray<OphidiaDimension> FromJson(JsonArray list)
    {
        ArgumentNullException.ThrowIfNull(list);
        return
        [
            .. list.Select(static item => new OphidiaDimension((string)item!["name"]!, (string)item["type"]!, (long)item["size"]!, (bool)item["implicit"]!)
            {
                Hierarchy = (string)item["hierarchy"]!,
                ConceptLevel = (string)item["conceptLevel"]!,
                Grid = (string?)item["grid"] ?? "",
            }),
        ];
    }
}
