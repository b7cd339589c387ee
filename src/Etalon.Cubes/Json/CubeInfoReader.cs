using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Etalon.Cubes;

/// <summary>The reading half of <see cref="CubeInfoJson"/>; members it does not know are passed over.</summary>
internal static class CubeInfoReader
{
    public static CubeInfo Cube(JsonElement element) =>
        new(Text(element, "name"), [.. element.GetProperty("axes").EnumerateArray().Select(Axis)], SampleTypes.Parse(Text(element, "type")))
        {
            Unit = OptionalText(element, "unit"),
            Missing = element.TryGetProperty("missing", out var missing) ? Missing(missing) : null,
            Attributes = Attributes(element),
        };

    public static Axis Axis(JsonElement element)
    {
        var name = Text(element, "name");
        var length = element.GetProperty("length").GetInt64();
        var coordinates = element.TryGetProperty("coordinates", out var given) ? Coordinates(given, length) : null;
        if (length < 1 || (coordinates is not null && coordinates.Length != length))
        {
            throw CubeInfoJson.Bad("length", $"axis '{name}' has the length {length} and {coordinates?.Length ?? 0} coordinates");
        }

        ImmutableArray<double> bounds = element.TryGetProperty("bounds", out var edges) ? Numbers(edges) : [];
        if (bounds.Length != 0 && bounds.Length != 2 * length)
        {
            throw CubeInfoJson.Bad("bounds", $"axis '{name}' has {length} samples and {bounds.Length} bounds, two per sample are needed");
        }

        return new Axis(name, length)
        {
            Unit = OptionalText(element, "unit"),
            Calendar = OptionalText(element, "calendar"),
            Coordinates = coordinates,
            Bounds = bounds,
            Attributes = Attributes(element),
        };
    }

    public static AttributeValue Attribute(JsonElement element) => element.ValueKind == JsonValueKind.String
        ? AttributeValue.Of(element.GetString()!)
        : AttributeValue.Of(SampleTypes.Parse(Text(element, "type")), Numbers(element.GetProperty("values")).AsSpan());

    private static AxisCoordinates Coordinates(JsonElement element, long length)
    {
        if (element.TryGetProperty("start", out var start))
        {
            return new RegularCoordinates(Number(start), Number(element.GetProperty("step")), length);
        }

        return element.TryGetProperty("labels", out var labels)
            ? new LabelCoordinates([.. labels.EnumerateArray().Select(label => label.GetString() ?? "")])
            : new ExplicitCoordinates(Numbers(element.GetProperty("values")));
    }

    private static AttributeSet Attributes(JsonElement element)
    {
        var attributes = AttributeSet.Empty;
        if (element.TryGetProperty("attributes", out var members))
        {
            foreach (var member in members.EnumerateObject())
            {
                attributes = attributes.With(member.Name, Attribute(member.Value));
            }
        }

        return attributes;
    }

    private static Int128? Missing(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => Int128.Parse(element.GetString()!, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
        _ => Int128.Parse(element.GetRawText(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
    };

    private static ImmutableArray<double> Numbers(JsonElement element) => [.. element.EnumerateArray().Select(Number)];

    private static double Number(JsonElement element) => element.ValueKind == JsonValueKind.String
        ? element.GetString() switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            var other => throw CubeInfoJson.Bad("number", $"'{other}' is no number"),
        }
        : element.GetDouble();

    private static string Text(JsonElement element, string name) =>
        element.GetProperty(name).GetString() ?? throw CubeInfoJson.Bad(name, "it is null");

    private static string OptionalText(JsonElement element, string name) =>
        element.TryGetProperty(name, out var text) ? text.GetString() ?? "" : "";
}
