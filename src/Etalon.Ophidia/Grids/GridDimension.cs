using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Etalon.Cubes;

namespace Etalon.Ophidia;

/// <summary>A dimension of a grid: how many values, and which.</summary>
/// <param name="Name">The dimension.</param>
/// <param name="Type">The type of its values.</param>
/// <param name="Size">How many.</param>
public sealed record GridDimension(string Name, string Type, long Size)
{
    /// <summary>The hierarchy of its levels.</summary>
    public string Hierarchy { get; init; } = "oph_base";

    /// <summary>Its level.</summary>
    public string ConceptLevel { get; init; } = "c";

    /// <summary>The values; empty where only the places are known.</summary>
    public ImmutableArray<double> Values { get; init; } = [];

    /// <summary>The unit of the values, for dimensions of time <c>days since …</c>.</summary>
    public string Unit { get; init; } = "";

    /// <summary>The calendar of a dimension of time.</summary>
    public string Calendar { get; init; } = "";

    /// <summary>The dimension for tables.</summary>
    public OphidiaDimension Dimension => new(Name, Type, Size, IsImplicit: false) { Hierarchy = Hierarchy, ConceptLevel = ConceptLevel };

    /// <summary>The values as an axis.</summary>
    public Axis Axis => new(Name, Size) { Unit = Unit, Calendar = Calendar, Coordinates = Values.IsEmpty ? null : AxisCoordinates.From(Values.AsSpan()) };

    /// <summary>What a cube has along an axis.</summary>
    public static GridDimension Of(OphidiaDimension dimension, Axis axis)
    {
        ArgumentNullException.ThrowIfNull(dimension);
        ArgumentNullException.ThrowIfNull(axis);
        return new GridDimension(dimension.Name, dimension.Type, axis.Length)
        {
            Hierarchy = dimension.Hierarchy,
            ConceptLevel = dimension.ConceptLevel,
            Values = axis.Coordinates is null or LabelCoordinates ? [] : [.. axis.Coordinates.ToArray()],
            Unit = axis.Unit,
            Calendar = axis.Calendar,
        };
    }

    /// <summary>Writes it.</summary>
    public JsonObject ToJson() => new()
    {
        ["name"] = Name,
        ["type"] = Type,
        ["size"] = Size,
        ["hierarchy"] = Hierarchy,
        ["conceptLevel"] = ConceptLevel,
        ["unit"] = Unit,
        ["calendar"] = Calendar,
        ["values"] = new JsonArray([.. Values.Select(static value => (JsonNode)value)]),
    };

    /// <summary>Reads it.</summary>
    public static GridDimension FromJson(JsonObject json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return new GridDimension((string)json["name"]!, (string)json["type"]!, (long)json["size"]!)
        {
            Hierarchy = (string)json["hierarchy"]!,
            ConceptLevel = (string)json["conceptLevel"]!,
            Unit = (string)json["unit"]!,
            Calendar = (string)json["calendar"]!,
            Values = [.. json["values"]!.AsArray().Select(static value => (double)value!)],
        };
    }
}
