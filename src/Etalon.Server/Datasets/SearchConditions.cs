using System.Text.Json;
using System.Text.RegularExpressions;
using Etalon.Catalog;
using Etalon.Cubes;

namespace Etalon.Server;

/// <summary>Reads conditions such as <c>energy &gt; 20 keV</c> into a search; quantities are compared in SI.</summary>
internal static partial class SearchConditions
{
    /// <summary>The search of an order.</summary>
    public static DatasetSearch Read(SearchOrder order) =>
        order.Where.Aggregate(new DatasetSearch { Text = order.Text.Length > 0 ? order.Text : null, Proposal = order.Proposal }, Add);

    /// <summary>The facet of a key.</summary>
    public static Facet ReadFacet(string key) => key switch
    {
        "format" => Facet.Format,
        "type" => Facet.SampleType,
        "axis" => Facet.Axis,
        _ => Facet.Metadata(key.Split('/')),
    };

    private static DatasetSearch Add(DatasetSearch search, string text)
    {
        var match = Form().Match(text);
        if (!match.Success)
        {
            throw new RefusalException(
                "bad-condition", $"'{text}' is no condition.", "Write KEY OPERATOR VALUE with =, <, <=, > or >=: energy > 20 keV, name = scan*.");
        }

        var (key, sign, value) = (match.Groups["key"].Value, match.Groups["sign"].Value, match.Groups["value"].Value.Trim().Trim('"'));
        return (key, sign) switch
        {
            ("name", "=") => search with { Name = value },
            ("type", "=") => search with { SampleType = SampleTypes.Parse(value) },
            ("axis", "=") => search with { Axes = [.. search.Axes, value] },
            ("format", "=") => search with { Format = value },
            ("created", _) => Created(search, sign, value),
            _ when Quantity.TryParse(value) is { } quantity => search with { Quantities = [.. search.Quantities, Compare(key, sign, quantity)] },
            (_, "=") => search with { Metadata = [.. search.Metadata, new MetadataCondition(key.Split('/'), JsonSerializer.SerializeToElement(value))] },
            _ => throw new RefusalException("bad-condition", $"'{value}' in '{text}' is no quantity.", "Texts can only be compared with =."),
        };
    }

    private static DatasetSearch Created(DatasetSearch search, string sign, string value)
    {
        if (!DateTimeOffset.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var moment))
        {
            throw new RefusalException("bad-condition", $"'{value}' is no date.", "Write for example created >= 2026-05-01.");
        }

        return sign[0] == '<' ? search with { CreatedBefore = moment } : search with { CreatedFrom = moment };
    }

    private static QuantityCondition Compare(string key, string sign, Quantity quantity)
    {
        var unit = quantity.Unit.ToString() is "1" or "" ? "" : quantity.SiUnit;
        var value = unit.Length == 0 ? quantity.Value : quantity.SiValue;
        return sign switch
        {
            "<" => QuantityCondition.Below(key, unit, value),
            "<=" => QuantityCondition.AtMost(key, unit, value),
            ">" => QuantityCondition.Above(key, unit, value),
            ">=" => QuantityCondition.AtLeast(key, unit, value),
            _ => QuantityCondition.Equal(key, unit, value),
        };
    }

    [GeneratedRegex(@"^\s*(?<key>[^<>=\s]+)\s*(?<sign><=|>=|<|>|=)\s*(?<value>.+)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form();
}
