using System.Globalization;

namespace Etalon.Pictures;

/// <summary>Round numbers on a scale: multiples of 1, 2 or 5 times a power of ten.</summary>
internal sealed class Ticks
{
    private const double Large = 1e6;
    private const double Small = 1e-4;

    private readonly double _step;
    private readonly double _largest;

    private Ticks(double[] values, double step)
    {
        Values = values;
        _step = step;
        _largest = values.Length == 0 ? 0 : values.Max(Math.Abs);
    }

    /// <summary>Where they are.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>At most so many ticks between two numbers, both included.</summary>
    public static Ticks Between(double low, double high, int most)
    {
        var step = RoundUp((high - low) / Math.Max(1, most));
        if (!double.IsFinite(step) || step <= 0 || low + step <= low)
        {
            return new Ticks([low], 1);
        }

        // Counted from a whole multiple, so that zero is zero and not what is left of a sum.
        var (first, last) = Multiples(low, high, step);
        if (last < first)
        {
            // A range between two neighbours of large steps: -98 to -52 has no multiple of 50.
            step = RoundDown(step * 0.75);
            (first, last) = Multiples(low, high, step);
        }

        var values = new double[(int)Math.Max(0, last - first + 1)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Math.Round(first + i) * step;
        }

        return new Ticks(values, step);
    }

    /// <summary>The first and the last multiple of a step within a range.</summary>
    private static (double First, double Last) Multiples(double low, double high, double step) => (Math.Ceiling((low / step) - 1e-9), Math.Floor((high / step) + 1e-9));

    /// <summary>The next 1, 2 or 5 times a power of ten that is not less.</summary>
    public static double RoundUp(double value) => Round(value, [1, 2, 5, 10], static (nice, part) => nice >= part * (1 - 1e-9));

    /// <summary>The next 1, 2 or 5 times a power of ten that is not more.</summary>
    public static double RoundDown(double value) => Round(value, [5, 2, 1], static (nice, part) => nice <= part * (1 + 1e-9));

    /// <summary>A tick as text; all ticks of a scale have the same number of decimals.</summary>
    public string TextOf(double value)
    {
        if (_largest >= Large || (_largest < Small && _largest > 0))
        {
            // As many digits as tell one tick from the next.
            var digits = Math.Clamp((int)Math.Round(Math.Log10(_largest) - Math.Log10(_step)) + 1, 0, 15);
            return value.ToString("0." + new string('#', digits) + "e0", CultureInfo.InvariantCulture);
        }

        var decimals = Math.Clamp((int)Math.Ceiling(-Math.Log10(_step) - 1e-9), 0, 15);
        return value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    private static double Round(double value, ReadOnlySpan<double> nice, Func<double, double, bool> fits)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(value) + 1e-9));
        foreach (var candidate in nice)
        {
            if (fits(candidate, value / power))
            {
                return candidate * power;
            }
        }

        return power;
    }
}
