using System.Globalization;
using System.Text.Json;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>
/// Attributes between <see cref="AttributeSet"/> and JSON. What JSON alone cannot say (number types, NaN, names that conventions
/// use) is repeated with its type in an overlay, so that nothing is lost and everybody can read the rest.
/// </summary>
internal static class ZarrAttributes
{
    /// <summary>The member under which everything lies that only Etalon reads.</summary>
    public const string Own = "etalon";

    private const int ExactIntegerDigits = 15;

    /// <summary>Writes plain members; gives what needs the overlay.</summary>
    public static AttributeSet WritePlain(Utf8JsonWriter json, AttributeSet attributes, IReadOnlySet<string> reserved)
    {
        var overlay = AttributeSet.Empty;
        foreach (var (name, value) in attributes)
        {
            if (reserved.Contains(name))
            {
                overlay = overlay.With(name, value);
                continue;
            }

            var plain = Plain(value);
            json.WritePropertyName(name);
            json.WriteRawValue(plain);
            if (!Infer(JsonElement.Parse(plain)).Equals(value))
            {
                overlay = overlay.With(name, value);
            }
        }

        return overlay;
    }

    /// <summary>Writes the overlay as a member <c>attributes</c>, if there is one.</summary>
    public static void WriteOverlay(Utf8JsonWriter json, AttributeSet overlay)
    {
        if (overlay.Count == 0)
        {
            return;
        }

        json.WriteStartObject("attributes");
        foreach (var (name, value) in overlay)
        {
            json.WriteStartObject(name);
            if (value.Text is not null)
            {
                json.WriteString("text", value.Text);
            }
            else
            {
                json.WriteString("type", value.Type.Name());
                json.WriteStartArray("numbers");
                foreach (var number in value.Numbers)
                {
                    json.WriteRawValue(Number(number, isInteger: false));
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>Reads plain members and an overlay over them.</summary>
    public static AttributeSet Read(JsonElement plain, JsonElement? own, IReadOnlySet<string> reserved, string file)
    {
        var attributes = AttributeSet.Empty;
        foreach (var member in plain.EnumerateObject().Where(member => !reserved.Contains(member.Name)))
        {
            attributes = attributes.With(member.Name, Infer(member.Value));
        }

        if (own is { } held && ZarrJson.Optional(held, "attributes") is { ValueKind: JsonValueKind.Object } overlay)
        {
            foreach (var member in overlay.EnumerateObject())
            {
                attributes = attributes.With(member.Name, Typed(member.Value, file));
            }
        }

        return attributes;
    }

    /// <summary>A number as JSON; what JSON has no number for becomes a text.</summary>
    public static string Number(double number, bool isInteger)
    {
        if (!double.IsFinite(number))
        {
            return $"\"{number.ToString(CultureInfo.InvariantCulture)}\"";
        }

        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return isInteger || text.AsSpan().ContainsAny(".eE") ? text : text + ".0";
    }

    /// <summary>A number as the other method writes it.</summary>
    public static double Number(JsonElement value, string file) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.String when double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => throw Refusal.Corrupt(file, $"{value.GetRawText()} is no number"),
    };

    private static string Plain(AttributeValue value)
    {
        if (value.Text is not null)
        {
            return JsonSerializer.Serialize(value.Text, ZarrJsonContext.Default.String);
        }

        var numbers = value.Numbers.Select(number => Number(number, value.Type.IsInteger())).ToArray();
        return numbers is [var single] ? single : $"[{string.Join(',', numbers)}]";
    }

    private static AttributeValue Infer(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                return AttributeValue.Of(value.GetString()!);
            case JsonValueKind.Number:
                return IsBigInteger(value) ? AttributeValue.Of(value.GetRawText()) : AttributeValue.Of(TypeOf(value), value.GetDouble());
            case JsonValueKind.Array when value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Number && !IsBigInteger(item)):
                var items = value.EnumerateArray().ToArray();
                var type = items.Length > 0 && items.All(item => TypeOf(item) == SampleType.Int64) ? SampleType.Int64 : SampleType.Float64;
                return AttributeValue.Of(type, [.. items.Select(item => item.GetDouble())]);
            default:
                return AttributeValue.Of(value.GetRawText());
        }
    }

    private static AttributeValue Typed(JsonElement value, string file)
    {
        if (ZarrJson.Optional(value, "text") is { } text)
        {
            return AttributeValue.Of(ZarrJson.Text(text, "an attribute", file));
        }

        var numbers = ZarrJson.Member(value, "numbers", file);
        return numbers.ValueKind == JsonValueKind.Array
            ? AttributeValue.Of(
                SampleTypes.Parse(ZarrJson.Text(value, "type", "float64", file)),
                [.. numbers.EnumerateArray().Select(item => Number(item, file))])
            : throw Refusal.Corrupt(file, "'numbers' is no list");
    }

    private static SampleType TypeOf(JsonElement number) =>
        number.GetRawText().AsSpan().ContainsAny(".eE") ? SampleType.Float64 : SampleType.Int64;

    private static bool IsBigInteger(JsonElement number) =>
        TypeOf(number) == SampleType.Int64 && number.GetRawText().TrimStart('-').Length > ExactIntegerDigits;
}
