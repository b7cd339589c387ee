using System.Globalization;
using System.Text.Json.Nodes;

namespace Etalon.Operators;

/// <summary>A swept parameter and its values.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Unit">Its unit; empty for none.</param>
/// <param name="Values">The values as written.</param>
internal sealed record SweepAxis(string Parameter, string Unit, JsonArray Values)
{
    /// <summary>What the axis of results is called.</summary>
    public string Name { get; init; } = Parameter;

    /// <summary>Number of values.</summary>
    public int Count => Values.Count;

    /// <summary>The axis of results as the step that stacks them wants it.</summary>
    public JsonObject ToStackAxis() => new()
    {
        ["name"] = Name,
        ["unit"] = Unit,
        ["labels"] = new JsonArray([.. Values.Select(value => (JsonNode?)JsonValue.Create(Label(value)))]),
    };

    /// <summary>Values with a unit of their own become numbers in the parameter's unit, so that the axis has one unit.</summary>
    private string Label(JsonNode? value)
    {
        var text = value?.GetValueKind() == System.Text.Json.JsonValueKind.String ? value.GetValue<string>() : value?.ToJsonString() ?? "null";
        return Unit.Length > 0 && QuantityText.TrySplit(text, out var number, out var own) && own.Length > 0
            ? QuantityText.Convert(number, own, Unit, Parameter).ToString("R", CultureInfo.InvariantCulture)
            : text;
    }
}
