namespace Etalon.Numerics;

/// <summary>What is known of many numbers at a glance; NaN among them is missing, infinities are left out of everything but the count.</summary>
/// <param name="Count">How many are known.</param>
/// <param name="Missing">How many are missing.</param>
/// <param name="Min">The smallest finite one; NaN if there is none.</param>
/// <param name="Max">The largest finite one; NaN if there is none.</param>
/// <param name="Mean">Their mean; NaN if there is none.</param>
/// <param name="Deviation">Their standard deviation (divided by their number); NaN if there is none.</param>
public readonly record struct ValueSummary(long Count, long Missing, double Min, double Max, double Mean, double Deviation)
{
    /// <summary>The smallest one above zero; NaN if there is none.</summary>
    public double LeastAboveZero { get; init; }

    /// <summary>Looks at numbers, twice: the deviation is taken from the mean.</summary>
    public static ValueSummary Of(ReadOnlySpan<double> values)
    {
        var (missing, finite) = (0L, 0L);
        var (min, max, positive, sum) = (double.PositiveInfinity, double.NegativeInfinity, double.PositiveInfinity, 0.0);
        foreach (var value in values)
        {
            missing += double.IsNaN(value) ? 1 : 0;
            if (double.IsFinite(value))
            {
                finite++;
                sum += value;
                min = Math.Min(min, value);
                max = Math.Max(max, value);
                positive = value > 0 && value < positive ? value : positive;
            }
        }

        if (finite == 0)
        {
            return new ValueSummary(values.Length - missing, missing, double.NaN, double.NaN, double.NaN, double.NaN) { LeastAboveZero = double.NaN };
        }

        var mean = sum / finite;
        var squares = 0.0;
        foreach (var value in values)
        {
            var off = double.IsFinite(value) ? value - mean : 0;
            squares += off * off;
        }

        return new ValueSummary(values.Length - missing, missing, min, max, mean, Math.Sqrt(squares / finite))
        {
            LeastAboveZero = double.IsFinite(positive) ? positive : double.NaN,
        };
    }

    /// <summary>
    /// How many numbers fall into each of equal bins from low to high. A number on an edge belongs to the bin above it, the highest
    /// edge to the last bin; what lies outside is not counted.
    /// </summary>
    public static long[] Histogram(ReadOnlySpan<double> values, double low, double high, int bins)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        var counts = new long[bins];
        var scale = high > low ? bins / (high - low) : 0;
        foreach (var value in values)
        {
            if (value >= low && value <= high)
            {
                counts[Bin(value, low, high, bins, scale)]++;
            }
        }

        return counts;
    }

    /// <summary>The edge decides, not the rounding of a division.</summary>
    private static int Bin(double value, double low, double high, int bins, double scale)
    {
        var bin = Math.Min(bins - 1, (int)((value - low) * scale));
        if (bin > 0 && value < Edge(bin, low, high, bins))
        {
            return bin - 1;
        }

        return scale > 0 && bin < bins - 1 && value >= Edge(bin + 1, low, high, bins) ? bin + 1 : bin;
    }

    private static double Edge(int bin, double low, double high, int bins) => low + ((high - low) / bins * bin);
}
