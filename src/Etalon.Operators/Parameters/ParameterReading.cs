using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Etalon.Cubes;

namespace Etalon.Operators;

/// <summary>Reads one parameter value from JSON or from text.</summary>
internal static class ParameterReading
{
    /// <summary>The value for the record, and its canonical JSON.</summary>
    public static (object? Value, JsonNode? Canonical) Read(ParameterField field, JsonNode node, string path)
    {
        switch (field.Kind)
        {
            case ParameterKind.List:
                return List(field, node, path);
            case ParameterKind.Record:
                var nested = field.Nested!.Bind(Object(node, path), path + ".");
                return (nested.Record, nested.Canonical);
            default:
                var value = Scalar(field, node, path);
                return (value, ParameterWriting.Write(field, value));
        }
    }

    private static object Scalar(ParameterField field, JsonNode node, string path) => field.Kind switch
    {
        ParameterKind.Boolean => Boolean(node, path),
        ParameterKind.Integer => Integer(field, node, path),
        ParameterKind.Number when field.Type == typeof(float) => (float)Number(field, node, path),
        ParameterKind.Number => Number(field, node, path),
        ParameterKind.Choice => Choice(field, node, path),
        ParameterKind.Map => Map(node, path),
        _ => TextOf(node) ?? throw Bad(path, node, "a text is needed"),
    };

    private static bool Boolean(JsonNode node, string path)
    {
        if (node.GetValueKind() is JsonValueKind.True or JsonValueKind.False)
        {
            return node.GetValueKind() == JsonValueKind.True;
        }

        return TextOf(node)?.Trim().ToUpperInvariant() switch
        {
            "TRUE" or "YES" or "ON" or "1" => true,
            "FALSE" or "NO" or "OFF" or "0" => false,
            _ => throw Bad(path, node, "it must be true or false"),
        };
    }

    private static object Integer(ParameterField field, JsonNode node, string path)
    {
        // A unit or an exponent makes the double path necessary; a plain number keeps all 64 bits.
        var text = (TextOf(node) ?? (node.GetValueKind() == JsonValueKind.Number ? node.ToJsonString() : "")).Trim();
        if (!Int128.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
        {
            var number = Quantity(field, node, path);
            if (number != Math.Round(number) || Math.Abs(number) > 1L << 53)
            {
                throw Bad(path, node, "a whole number is needed");
            }

            whole = (Int128)number;
        }

        CheckRange(field, (double)whole, path);
        try
        {
            return Convert.ChangeType(
                whole >= 0 ? (object)checked((ulong)whole) : checked((long)whole), field.Type, CultureInfo.InvariantCulture);
        }
        catch (OverflowException)
        {
            throw Bad(path, node, $"it does not fit the type {field.Type.Name}");
        }
    }

    private static double Number(ParameterField field, JsonNode node, string path)
    {
        var number = Quantity(field, node, path);
        CheckRange(field, number, path);
        return number;
    }

    private static double Quantity(ParameterField field, JsonNode node, string path)
    {
        if (node.GetValueKind() == JsonValueKind.Number)
        {
            return double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture);
        }

        if (TextOf(node) is not { } text || !QuantityText.TrySplit(text, out var number, out var unit))
        {
            throw Bad(path, node, field.Unit.Length > 0 ? $"a number is needed (in {field.Unit}, or with a unit)" : "a number is needed");
        }

        return unit.Length == 0 ? number : QuantityText.Convert(number, unit, field.Unit, path);
    }

    private static void CheckRange(ParameterField field, double value, string path)
    {
        if (value < field.Minimum || value > field.Maximum)
        {
            var unit = field.Unit.Length > 0 ? $" {field.Unit}" : "";
            throw new RefusalException(
                "bad-parameter",
                string.Create(CultureInfo.InvariantCulture, $"Parameter '{path}' is {value:R}{unit}; allowed is {Limits(field)}{unit}."),
                "Choose a value in that range.");
        }
    }

    private static string Limits(ParameterField field) => (double.IsInfinity(field.Minimum!.Value), double.IsInfinity(field.Maximum!.Value)) switch
    {
        (true, _) => string.Create(CultureInfo.InvariantCulture, $"up to {field.Maximum:R}"),
        (_, true) => string.Create(CultureInfo.InvariantCulture, $"{field.Minimum:R} or more"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{field.Minimum:R} to {field.Maximum:R}"),
    };

    private static object Choice(ParameterField field, JsonNode node, string path)
    {
        var text = TextOf(node) ?? throw Bad(path, node, $"one of {string.Join(", ", field.Choices)} is needed");
        for (var i = 0; i < field.Choices.Length; i++)
        {
            if (string.Equals(field.Choices[i], text.Trim(), StringComparison.OrdinalIgnoreCase))
            {
                return Enum.GetValues(field.Type).GetValue(i)!;
            }
        }

        var near = NearestNames.Of(text, field.Choices);
        throw new RefusalException(
            "bad-parameter", $"Parameter '{path}' is '{text}'; allowed: {string.Join(", ", field.Choices)}.",
            near.Length > 0 ? $"Did you mean {string.Join(" or ", near.Select(name => $"'{name}'"))}?" : "Use one of the values listed.");
    }

    private static ImmutableSortedDictionary<string, string> Map(JsonNode node, string path) => Object(node, path).ToImmutableSortedDictionary(
        pair => pair.Key,
        pair => pair.Value is null ? "" : TextOf(pair.Value) ?? pair.Value.ToJsonString(),
        StringComparer.Ordinal);

    private static (object? Value, JsonNode? Canonical) List(ParameterField field, JsonNode node, string path)
    {
        var item = field.Item!;
        var given = Items(node, path);
        var array = Array.CreateInstance(item.Type, given.Count);
        var canonical = new JsonArray();
        for (var i = 0; i < given.Count; i++)
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]");
            var (value, json) = Read(item, given[i] ?? throw Bad(at, null, "it is null"), at);
            array.SetValue(value, i);
            canonical.Add(json);
        }

        if (!field.Type.IsGenericType || field.Type.GetGenericTypeDefinition() != typeof(ImmutableArray<>))
        {
            return (array, canonical);
        }

        var wrap = typeof(ImmutableArray).GetMethods()
            .First(method => string.Equals(method.Name, nameof(ImmutableArray.Create), StringComparison.Ordinal) && method.GetParameters() is [{ ParameterType.IsArray: true }])
            .MakeGenericMethod(item.Type);
        return (wrap.Invoke(null, [array]), canonical);
    }

    private static List<JsonNode?> Items(JsonNode node, string path)
    {
        if (node is JsonArray array)
        {
            return [.. array];
        }

        var text = TextOf(node)?.Trim();
        if (text is null)
        {
            // One value where a list may stand is a list of one.
            return [node];
        }

        return text.StartsWith('[') && Parse(text, path) is JsonArray parsed
            ? [.. parsed]
            : [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(part => (JsonNode?)JsonValue.Create(part))];
    }

    private static JsonObject Object(JsonNode node, string path) =>
        node as JsonObject
        ?? (TextOf(node) is { } text && text.TrimStart().StartsWith('{') ? Parse(text, path) as JsonObject : null)
        ?? throw Bad(path, node, "an object is needed");

    private static JsonNode? Parse(string text, string path)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException failure)
        {
            throw Bad(path, text, $"it is no JSON ({failure.Message})");
        }
    }

    private static string? TextOf(JsonNode node) =>
        node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;

    private static RefusalException Bad(string path, JsonNode? node, string why) => new(
        "bad-parameter", $"Parameter '{path}' is {node?.ToJsonString() ?? "null"}; {why}.", "Give a value of that kind.");
}
