using System.Text.Json.Nodes;
using Etalon.Catalog;
using Etalon.Cubes;

namespace Etalon.Server;

/// <summary>Finds the quantities in a dataset's metadata, so that <c>energy &gt; 20 keV</c> finds what was written in eV.</summary>
internal static class MetadataQuantities
{
    /// <summary>
    /// Every number, as it is; a text that reads as a number with a unit, in SI; <c>{ "value": 8, "unit": "keV" }</c> likewise.
    /// Keys of nested objects are joined by <c>/</c>.
    /// </summary>
    public static IReadOnlyList<IndexedQuantity> Of(JsonObject metadata)
    {
        var found = new List<IndexedQuantity>();
        Collect("", metadata, found);
        return found;
    }

    private static void Collect(string prefix, JsonObject level, List<IndexedQuantity> found)
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
                    found.Add(new IndexedQuantity(key, value, "", value, ""));
                    break;
                case JsonValue text when text.TryGetValue<string>(out var words) && Quantity.TryParse(words) is { } quantity:
                    Add(key, quantity.Value, quantity.Unit.ToString(), found);
                    break;
                default:
                    break;
            }
        }
    }

    private static void Add(string key, double value, string unitText, List<IndexedQuantity> found)
    {
        if (Unit.TryParse(unitText, out var unit))
        {
            var quantity = new Quantity(value, unit);
            found.Add(new IndexedQuantity(key, value, unitText, quantity.SiValue, quantity.SiUnit));
        }
        else
        {
            found.Add(new IndexedQuantity(key, value, unitText, value, unitText));
        }
    }
}
