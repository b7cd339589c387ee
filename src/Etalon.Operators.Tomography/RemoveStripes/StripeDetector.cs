namespace Etalon.Operators.Tomography;

/// <summary>Finds the columns of a profile that stand out from all others (Vo, Atwood and Drakopoulos 2018).</summary>
/// <remarks>
/// Sorted, the profile of good columns is nearly a straight line over its middle half; how far that line goes from end to end is what good
/// columns differ by. Where the sorted profile ends more than <c>snr</c> times as far off, columns beyond half of that are stripes.
/// </remarks>
internal sealed class StripeDetector(int columns)
{
    private readonly double[] _sorted = new double[columns];
    private readonly bool[] _found = new bool[columns];

    /// <summary>Bytes held.</summary>
    public static long Bytes(long columns) => columns * (sizeof(double) + sizeof(bool));

    /// <summary>Marks columns that stand out, and their neighbours; good columns may differ by a least range at least.</summary>
    public void Run(ReadOnlySpan<double> profile, double snr, Span<bool> stripes, double leastRange = 0)
    {
        stripes.Clear();
        Find(profile, snr, leastRange);
        for (var i = 0; i < columns; i++)
        {
            stripes[i] = _found[i] || (i > 0 && _found[i - 1]) || (i + 1 < columns && _found[i + 1]);
        }
    }

    private void Find(ReadOnlySpan<double> profile, double snr, double leastRange)
    {
        Array.Clear(_found);
        profile.CopyTo(_sorted);
        Array.Sort(_sorted);
        Array.Reverse(_sorted);
        var skipped = columns / 4;
        var (first, end) = (skipped, columns - skipped - 1);
        if (end - first < 2)
        {
            return;
        }

        var (intercept, slope) = Line(_sorted.AsSpan(first, end - first), first);
        var last = intercept + (slope * (columns - 1));
        var range = Math.Max(leastRange, Math.Abs(last - intercept));

        // Columns that differ by rounding only have no noise to compare with.
        if (!(range > 1e-7 * Math.Abs(intercept)))
        {
            return;
        }

        var above = _sorted[0] - intercept >= snr * range ? intercept + (range * snr / 2) : double.PositiveInfinity;
        var below = last - _sorted[^1] >= snr * range ? last - (range * snr / 2) : double.NegativeInfinity;
        for (var i = 0; i < columns; i++)
        {
            _found[i] = profile[i] > above || profile[i] <= below;
        }
    }

    /// <summary>The straight line of least squares.</summary>
    private static (double Intercept, double Slope) Line(ReadOnlySpan<double> values, int first)
    {
        var middle = (values.Length - 1) / 2.0;
        var (mean, product, square) = (0.0, 0.0, 0.0);
        for (var i = 0; i < values.Length; i++)
        {
            mean += values[i];
            product += (i - middle) * values[i];
            square += (i - middle) * (i - middle);
        }

        mean /= values.Length;
        var slope = product / square;
        return (mean - (slope * (first + middle)), slope);
    }
}
