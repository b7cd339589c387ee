using System.Globalization;

namespace Etalon.Cubes;

/// <summary>
/// A factor kept as <c>Numerator / Denominator * 10^Exponent</c>, so that prefixes, 9/5 and 1/60 stay exact and a conversion
/// rounds once.
/// </summary>
internal readonly record struct UnitScale(double Numerator, double Denominator = 1, int Exponent = 0)
{
    private const double LargestExact = 9007199254740992; // 2^53: integers up to here are exact in float64

    public static UnitScale One { get; } = new(1);

    public double Value => RatioTo(One);

    public bool IsUsable => double.IsFinite(Numerator) && double.IsFinite(Denominator) && Numerator > 0 && Denominator > 0
        && Math.Abs(Exponent) <= 300 && double.IsNormal(Value);

    /// <summary>A decimal number as it was written; up to 15 digits are kept as an integer and a power of ten.</summary>
    public static UnitScale Parse(ReadOnlySpan<char> text)
    {
        var e = text.IndexOfAny('e', 'E');
        var mantissa = e < 0 ? text : text[..e];
        var exponent = e < 0 ? 0 : int.Parse(text[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var dot = mantissa.IndexOf('.');
        var digits = dot < 0 ? mantissa.ToString() : string.Concat(mantissa[..dot], mantissa[(dot + 1)..]);
        var decimals = dot < 0 ? 0 : mantissa.Length - dot - 1;
        return digits.TrimStart('0').Length <= 15
            ? new UnitScale(double.Parse(digits, CultureInfo.InvariantCulture), 1, exponent - decimals).Reduced()
            : new UnitScale(double.Parse(mantissa, CultureInfo.InvariantCulture), 1, exponent);
    }

    public UnitScale Times(UnitScale other) =>
        new UnitScale(Numerator * other.Numerator, Denominator * other.Denominator, Exponent + other.Exponent).Reduced();

    public UnitScale Power(int exponent)
    {
        var result = One;
        for (var i = 0; i < Math.Abs(exponent); i++)
        {
            result = result.Times(this);
        }

        return exponent >= 0 ? result : result.Inverse();
    }

    public UnitScale Inverse() => new() { Numerator = Denominator, Denominator = Numerator, Exponent = -Exponent };

    /// <summary>This factor divided by another one.</summary>
    public double RatioTo(UnitScale other)
    {
        var top = Numerator * other.Denominator;
        var bottom = Denominator * other.Numerator;
        var exponent = Exponent - other.Exponent;
        return exponent switch
        {
            0 => top / bottom,
            > 0 and <= 22 => top * Math.Pow(10, exponent) / bottom,
            < 0 and >= -22 => top / (bottom * Math.Pow(10, -exponent)),
            _ when top < 1e15 => Decimal($"{top:R}e{exponent}") / bottom,
            _ => top / bottom * Decimal($"1e{exponent}"),
        };
    }

    /// <summary>Text that the unit parser reads back as the same factor.</summary>
    public override string ToString()
    {
        var whole = IsWhole(Numerator) && Numerator < 1e15;
        var top = Numerator.ToString("R", CultureInfo.InvariantCulture);
        if (whole && Exponent is > 0 and <= 6)
        {
            top = (Numerator * Math.Pow(10, Exponent)).ToString("R", CultureInfo.InvariantCulture);
        }
        else if (Exponent != 0)
        {
            top += whole ? $"e{Exponent.ToString(CultureInfo.InvariantCulture)}" : $" 1e{Exponent.ToString(CultureInfo.InvariantCulture)}";
        }

        return Denominator == 1 ? top : $"{top}/{Denominator.ToString("R", CultureInfo.InvariantCulture)}";
    }

    private static double Decimal(FormattableString text) => double.Parse(text.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static bool IsWhole(double value) => value < LargestExact && Math.Floor(value) == value;

    private UnitScale Reduced()
    {
        if (!IsWhole(Numerator) || !IsWhole(Denominator) || Numerator == 0 || Denominator == 0)
        {
            return this;
        }

        var top = (long)Numerator;
        var bottom = (long)Denominator;
        var (a, b) = (top, bottom);
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        top /= a;
        bottom /= a;
        var exponent = Exponent;
        for (; top % 10 == 0; top /= 10)
        {
            exponent++;
        }

        for (; bottom % 10 == 0; bottom /= 10)
        {
            exponent--;
        }

        return new UnitScale(top, bottom, exponent);
    }
}
