using System.Text.Json.Nodes;

namespace Etalon.Worker;

/// <summary>Numbers in JSON, which knows neither NaN nor infinities: these are null.</summary>
internal static class ViewNumbers
{
    /// <summary>One number.</summary>
    public static JsonNode? Of(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;

    /// <summary>Many.</summary>
    public static JsonArray Of(IEnumerable<double> values) => new([.. values.Select(Of)]);
}
