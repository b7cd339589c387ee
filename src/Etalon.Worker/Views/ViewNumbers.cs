using System.Text.Json.Nodes;

namespace Etalon.Worker;

/// <summary>Numbers in JSON, which knows neither NaN nor infinities: these are null.</summary>
internal static class ViewNumbers
{
    /// <summary>One number.</summary>
    public static JsonNode? Of(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;

    /// <summary>Many.</summary>
    public static JsonArray Of(IEnumerable<double> values) => new([.. values.Select(Of)]);

    /// <summary>As they were sent.</summary>
    public static double[] Read(JsonArray numbers) => [.. numbers.Select(static number => (double)number!)];
}
