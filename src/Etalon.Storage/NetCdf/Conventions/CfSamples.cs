using System.Collections.Immutable;
using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>Reads from attributes how stored samples are to be understood (CF 2.5.1 and 8.1, and the NetCDF user guide).</summary>
internal static class CfSamples
{
    /// <summary>The attributes that are used up here; the cube does not show them.</summary>
    public static readonly string[] Used =
    [
        "_FillValue", "missing_value", "scale_factor", "add_offset", "valid_range", "valid_min", "valid_max", "_Unsigned",
    ];

    /// <summary>The rule for a variable.</summary>
    public static SampleRule RuleFor(SampleType type, AttributeSet attributes, bool hasDefaultFill)
    {
        var stored = Reinterpret(type, attributes.Text("_Unsigned"));
        if (stored == SampleType.Complex64)
        {
            return new SampleRule(stored, stored);
        }

        var scale = Number(attributes["scale_factor"]);
        var offset = Number(attributes["add_offset"]);
        var packed = (scale is not null || offset is not null) && (stored.IsInteger() || (scale ?? 1) != 1 || (offset ?? 0) != 0);
        var rule = new SampleRule(stored, packed ? Unpacked(stored, attributes) : stored)
        {
            IsPacked = packed,
            Scale = scale ?? 1,
            Offset = offset ?? 0,
        };
        rule = WithRange(rule, attributes);
        return stored.IsInteger() ? WithIntegers(rule, attributes, hasDefaultFill) : WithFloats(rule, attributes, hasDefaultFill);
    }

    private static SampleType Reinterpret(SampleType type, string unsigned) => (unsigned.ToUpperInvariant(), type) switch
    {
        ("TRUE", SampleType.Int8) => SampleType.UInt8,
        ("TRUE", SampleType.Int16) => SampleType.UInt16,
        ("TRUE", SampleType.Int32) => SampleType.UInt32,
        ("TRUE", SampleType.Int64) => SampleType.UInt64,
        ("FALSE", SampleType.UInt8) => SampleType.Int8,
        _ => type,
    };

    /// <summary>The type of the packing attributes, but never one that loses digits of the stored integers.</summary>
    private static SampleType Unpacked(SampleType stored, AttributeSet attributes)
    {
        var wide = new[] { attributes["scale_factor"], attributes["add_offset"] }.Any(value => value?.Type == SampleType.Float64);
        var needsDouble = stored.IsInteger() ? stored.Bytes() > 2 : stored == SampleType.Float64;
        return wide || needsDouble ? SampleType.Float64 : SampleType.Float32;
    }

    private static SampleRule WithRange(SampleRule rule, AttributeSet attributes)
    {
        var range = attributes["valid_range"];
        var (low, high) = range is { Numbers.Length: 2 }
            ? (range.Numbers[0], range.Numbers[1])
            : (Number(attributes["valid_min"]) ?? double.NegativeInfinity, Number(attributes["valid_max"]) ?? double.PositiveInfinity);
        var type = (range ?? attributes["valid_min"] ?? attributes["valid_max"])?.Type ?? rule.Stored;
        low = Unsigned(low, rule.Stored);
        high = Unsigned(high, rule.Stored);
        if (rule.IsPacked && rule.Stored.IsInteger() && type.IsFloat())
        {
            // Limits of the unpacked type speak of unpacked values.
            (low, high) = ((low - rule.Offset) / rule.Scale, (high - rule.Offset) / rule.Scale);
            (low, high) = (Math.Min(low, high), Math.Max(low, high));
        }

        return double.IsNaN(low) || double.IsNaN(high) || low > high ? rule : rule with { Low = low, High = high };
    }

    private static SampleRule WithIntegers(SampleRule rule, AttributeSet attributes, bool hasDefaultFill)
    {
        var fill = Integers(attributes["_FillValue"], rule.Stored).Take(1).ToArray();
        if (fill.Length == 0 && hasDefaultFill && rule.Stored.Bytes() > 1 && attributes["_FillValue"] is null)
        {
            // Bytes have no default fill value: all of their values are in use.
            fill = [DefaultFill.Of(rule.Stored)];
        }

        var missing = fill.Concat(Integers(attributes["missing_value"], rule.Stored)).Distinct().ToImmutableArray();
        if (rule.IsPacked || (missing.IsEmpty && !rule.HasRange))
        {
            return rule with { MissingIntegers = missing };
        }

        return rule with { MissingIntegers = missing, Missing = missing.IsEmpty ? DefaultFill.Of(rule.Stored) : missing[0] };
    }

    private static SampleRule WithFloats(SampleRule rule, AttributeSet attributes, bool hasDefaultFill)
    {
        var values = (attributes["_FillValue"]?.Numbers ?? []).Take(1).Concat(attributes["missing_value"]?.Numbers ?? []);
        if (hasDefaultFill && attributes["_FillValue"] is null)
        {
            values = values.Append(DefaultFill.Float);
        }

        // An attribute of another float type means the nearest stored value.
        var missing = values
            .Where(value => !double.IsNaN(value))
            .Select(value => rule.Stored == SampleType.Float32 ? (float)value : value)
            .Distinct();
        return rule with { MissingFloats = [.. missing] };
    }

    private static double? Number(AttributeValue? value) => value is { Numbers.Length: > 0 } ? value.Numbers[0] : null;

    private static double Unsigned(double value, SampleType stored) =>
        value < 0 && double.IsFinite(value) && stored.IsInteger() && !stored.IsSigned() ? value + Math.Pow(2, 8 * stored.Bytes()) : value;

    private static IEnumerable<Int128> Integers(AttributeValue? value, SampleType stored)
    {
        if (value is null)
        {
            yield break;
        }

        // 64-bit integers that a double cannot hold come as text.
        if (value.Text is not null && Int128.TryParse(value.Text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var exact))
        {
            yield return exact;
        }

        var (low, high) = stored.Limits();
        foreach (var number in value.Numbers)
        {
            var turned = Unsigned(number, stored);
            if (turned == Math.Truncate(turned) && turned >= (double)low && turned <= (double)high && (Int128)turned <= high)
            {
                yield return (Int128)turned;
            }
        }
    }
}
