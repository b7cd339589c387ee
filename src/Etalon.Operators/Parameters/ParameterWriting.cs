using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Etalon.Operators;

/// <summary>Writes parameter values as canonical JSON.</summary>
internal static class ParameterWriting
{
    public static JsonNode? Write(ParameterField field, object? value) => (field.Kind, value) switch
    {
        (_, null) => null,
        (ParameterKind.Boolean, bool flag) => JsonValue.Create(flag),
        (ParameterKind.Integer, ulong number) => JsonValue.Create(number),
        (ParameterKind.Integer, _) => JsonValue.Create(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        (ParameterKind.Number, float number) => Number(double.Parse(number.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)),
        (ParameterKind.Number, double number) => Number(number),
        (ParameterKind.Text, string text) => JsonValue.Create(text),
        (ParameterKind.Choice, _) => JsonValue.Create(field.Choices[Array.IndexOf(Enum.GetValues(field.Type), value)]),
        (ParameterKind.List, IEnumerable items) => new JsonArray([.. items.Cast<object>().Select(item => Write(field.Item!, item))]),
        (ParameterKind.Map, ImmutableSortedDictionary<string, string> map) =>
            new JsonObject(map.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)JsonValue.Create(pair.Value)))),
        _ => Record(field, value),
    };

    /// <summary>Infinity as a default ("no limit") has no JSON number; it is written as a text.</summary>
    private static JsonValue Number(double number) =>
        double.IsFinite(number) ? JsonValue.Create(number) : JsonValue.Create(number.ToString(CultureInfo.InvariantCulture));

    private static JsonObject Record(ParameterField field, object value)
    {
        var json = new JsonObject();
        foreach (var nested in field.Nested!.Fields)
        {
            var property = Array.Find(
                value.GetType().GetProperties(),
                candidate => string.Equals(ParameterNames.Camel(candidate.Name), nested.Name, StringComparison.Ordinal));
            json[nested.Name] = Write(nested, property?.GetValue(value));
        }

        return json;
    }
}
