using System.Text.Json.Nodes;
using Etalon.Catalog;

namespace Etalon.Server;

/// <summary>Finds the quantities in a dataset's metadata, so that <c>energy &gt; 20 keV</c> finds what was written in eV.</summary>
internal static class MetadataQuantities
{
    /// <summary>
    /// Every number, as it is; a text that reads as a number with a unit, in SI; <c>{ "value": 8, "unit": "keV" }</c> likewise.
    /// Keys of nested objects are joined by <c>/</c>.
    /// </summary>
    public static IReadOnlyList<Quantity> Of(JsonObject metadata)
    {
        var found = new List<Quantity>();
        Collect("", metadata, found);
        return found;
    }

    private static void Collect(string prefix, JsonObject level, List<Quantity> found)
    {
        foreach (var (name, node) in level)
        {
            var key = prefix.Length == 0 ? name : $"{prefix}/{name}";
            switch (node)
            {
                case JsonObject pair when pair["value"] is JsonValue number && pair["unit"] is JsonValue unit && number.TryGetValue<double>(out var value):
                    Add(key, value, (string?)unit ?? "", found);
                    break;
                case JsonObject deeper:
                    Collect(key, deeper, found);
                    break;
                case JsonValue plain when plain.TryGetValue<double>(out var value):
                    found.Add(new Quantity(key, value, "", value, ""));
                    break;
                case JsonValue text when text.TryGetValue<string>(out var words) && Cubes.Quantity.TryParse(words) is { } quantity:
                    Add(key, quantity.Value, quantity.Unit.ToString(), found);
                    break;
                default:
                    break;
            }
        }
    }

    private static void Add(string key, double value, string unitText, List<Quantity> found)
    {
        if (Cubes.Unit.TryParse(unitText, out var unit))
        {
            var quantity = new Cubes.Quantity(value, unit);
            found.Add(new Quantity(key, value, unitText, quantity.SiValue, quantity.SiUnit));
        }
        else
        {
            found.Add(new Quantity(key, value, unitText, value, unitText));
        }
    }
}
