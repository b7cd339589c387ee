using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>Reads from keywords how stored samples are to be understood (FITS 4.0, section 4.4.2.5).</summary>
internal static class FitsSamples
{
    /// <summary>The type of the samples as they are stored; null for a BITPIX that there is not.</summary>
    public static SampleType? TypeOf(int bitPix) => bitPix switch
    {
        8 => SampleType.UInt8,
        16 => SampleType.Int16,
        32 => SampleType.Int32,
        64 => SampleType.Int64,
        -32 => SampleType.Float32,
        -64 => SampleType.Float64,
        _ => null,
    };

    /// <summary>
    /// The type with the other sign, for integers that are stored shifted by half of their range, the way FITS holds those that it has no BITPIX
    /// for; otherwise the same.
    /// </summary>
    public static SampleType SignedAs(SampleType type, AttributeSet keywords) =>
        (keywords.Number("BSCALE") ?? 1) != 1 ? type : (type, keywords.Number("BZERO")) switch
        {
            (SampleType.UInt8, -128) => SampleType.Int8,
            (SampleType.Int16, 32768) => SampleType.UInt16,
            (SampleType.Int32, 2147483648) => SampleType.UInt32,
            (SampleType.Int64, 9223372036854775808) => SampleType.UInt64,
            _ => type,
        };

    /// <summary>The rule for samples after <see cref="SignedAs"/>.</summary>
    /// <exception cref="InvalidDataException">The scale is no number.</exception>
    public static SampleRule RuleFor(SampleType stored, SampleType seen, AttributeSet keywords)
    {
        var isShifted = seen != stored;
        var (scale, zero) = isShifted ? (1, 0) : (keywords.Number("BSCALE") ?? 1, keywords.Number("BZERO") ?? 0);
        if (!double.IsFinite(scale) || !double.IsFinite(zero))
        {
            throw new InvalidDataException("BSCALE or BZERO is no number");
        }

        var isPacked = scale != 1 || zero != 0;
        var rule = new SampleRule(seen, isPacked ? Unpacked(stored) : seen) { IsPacked = isPacked, Scale = scale, Offset = zero };

        // BLANK is a stored value, so it is shifted as the samples are. For floats it means nothing: their NaN says it.
        var (low, high) = stored.IsInteger() ? stored.Limits() : (0, -1);
        if (keywords.Whole("BLANK") is not { } blank || blank < low || blank > high)
        {
            return rule;
        }

        blank += isShifted ? seen.Limits().Low - low : 0;
        return rule with { MissingIntegers = [blank], Missing = isPacked ? null : blank };
    }

    /// <summary>A float that holds all digits of what is stored.</summary>
    private static SampleType Unpacked(SampleType stored) =>
        stored is SampleType.UInt8 or SampleType.Int16 or SampleType.Float32 ? SampleType.Float32 : SampleType.Float64;
}
