using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Pictures;

/// <summary>The numbers that the ends of a colour map stand for.</summary>
/// <param name="Low">Black, or what the map begins with.</param>
/// <param name="High">White, or what it ends with; more than <paramref name="Low"/>.</param>
public readonly record struct Contrast(double Low, double High)
{
    /// <summary>More than this are thinned out before they are sorted; the percentiles of half a million hardly move.</summary>
    private const int MostSorted = 1 << 19;

    /// <summary>Where a number lies between the ends: 0 to 1, beyond them outside.</summary>
    public double ShareOf(double value) => (value - Low) / (High - Low);

    /// <summary>A range as users write it: <c>0:2.5</c>.</summary>
    /// <exception cref="RefusalException"><c>bad-range</c>.</exception>
    public static Contrast Parse(string text)
    {
        var (low, high) = Pair(text, "bad-range", "--range 0:2.5");
        return low < high
            ? new Contrast(low, high)
            : throw new RefusalException("bad-range", $"The range {text} does not rise.", "Give the smaller number first: --range 0:2.5.");
    }

    /// <summary>The range between two percentiles of what is shown, written <c>0.5:99.5</c>.</summary>
    /// <exception cref="RefusalException"><c>bad-percentiles</c>.</exception>
    public static Contrast OfPercentiles(ReadOnlySpan<double> values, string text)
    {
        var (low, high) = Pair(text, "bad-percentiles", "--percentiles 0.5:99.5");
        return low >= 0 && low < high && high <= 100
            ? OfPercentiles(values, low, high)
            : throw new RefusalException("bad-percentiles", $"The percentiles {text} are not between 0 and 100, or do not rise.", "Write for example --percentiles 0.5:99.5.");
    }

    private static Contrast OfPercentiles(ReadOnlySpan<double> values, double low, double high)
    {
        var step = (values.Length / MostSorted) + 1;
        var known = new List<double>(Math.Min(values.Length, MostSorted));
        for (var i = 0; i < values.Length; i += step)
        {
            if (double.IsFinite(values[i]))
            {
                known.Add(values[i]);
            }
        }

        if (known.Count == 0)
        {
            return new Contrast(0, 1);
        }

        known.Sort();
        var (from, to) = (At(known, low), At(known, high));
        if (from < to)
        {
            return new Contrast(from, to);
        }

        // Most of it is one number: the whole range if there is one, else a little to both sides.
        (from, to) = (known[0], known[^1]);
        var room = Math.Max(Math.Abs(from) * 0.01, 1e-6);
        return from < to ? new Contrast(from, to) : new Contrast(from - room, to + room);
    }

    private static double At(List<double> sorted, double percentile)
    {
        var at = percentile / 100 * (sorted.Count - 1);
        var below = (int)at;
        return below + 1 < sorted.Count ? sorted[below] + ((sorted[below + 1] - sorted[below]) * (at - below)) : sorted[below];
    }

    private static (double Low, double High) Pair(string text, string code, string example)
    {
        var parts = text.Split(':');
        return parts.Length == 2
            && double.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var low)
            && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var high)
            && double.IsFinite(low) && double.IsFinite(high)
            ? (low, high)
            : throw new RefusalException(code, $"'{text}' is no pair of numbers LOW:HIGH.", $"Write for example {example}.");
    }
}
