namespace Etalon.Operators.Tomography;

/// <summary>Finds the offsets of columns that are off all along.</summary>
/// <remarks>
/// A stripe has two edges, steps of the same height from one column to the next that are there in every quarter of the scan. A sample has
/// such steps only where it is round about the axis, and then their mirror image on the other side: nothing is taken off that covers the
/// axis, or where there is as much on the other side.
/// </remarks>
internal sealed class FullStripes(RemoveStripes.Parameters parameters, int bins, int columns)
{
    private const int Quarters = 4;

    /// <summary>A step lasts if every quarter shows this part of it.</summary>
    private const double LeastPart = 0.35;

    /// <summary>Steps, or bumps, that differ by less than this factor may be images of each other.</summary>
    private const double Alike = 2;

    /// <summary>What is lower than this part of what is beside it is left.</summary>
    private const double LeastHeight = 0.15;

    /// <summary>The mirror image may be as far off as this, for the axis is not known better, and the sample is not centred better.</summary>
    private const int Blur = 2;

    private readonly double[] _median = new double[columns];
    private readonly double[] _error = new double[columns];
    private readonly double[] _quarters = new double[columns * Quarters];
    private readonly double[] _shared = new double[columns];
    private readonly double[] _profile = new double[columns];
    private readonly double[] _around = new double[columns];
    private readonly double[] _lasting = new double[columns];
    private readonly NarrowBumps _narrow = new(columns, Math.Min(2, Math.Max(1, parameters.LargeSize / 4)));
    private readonly NarrowBumps _wide = new(columns, Math.Max(1, parameters.LargeSize / 4));
    private readonly float[] _sorted = new float[bins];

    /// <summary>The offset of each column.</summary>
    public double[] Offsets { get; } = new double[columns];

    /// <summary>The steps that the sample has on both sides of the axis.</summary>
    public ReadOnlySpan<double> Shared => _shared;

    /// <summary>Bytes held.</summary>
    public static long Bytes(long bins, long columns) => ((8 + Quarters) * columns * sizeof(double)) + (2 * NarrowBumps.Bytes(columns)) + (bins * sizeof(float));

    /// <summary>Looks for stripes.</summary>
    /// <param name="steps">The edges.</param>
    /// <param name="isNarrow">Whether stripes of up to four columns are looked for, or all.</param>
    /// <param name="centre">The column of the axis.</param>
    public void Find(StripeSteps steps, bool isNarrow, double centre)
    {
        var bumps = isNarrow ? _narrow : _wide;
        for (var column = 0; column < columns; column++)
        {
            Measure(steps.Up(column), column);
            _lasting[column] = Lasting(column);
        }

        Share(centre);
        Accumulate(_median);
        bumps.Run(_profile);
        for (var column = 0; column < columns; column++)
        {
            var (a, b) = (bumps.BumpsFirst[column], bumps.DipsFirst[column]);
            _around[column] = Math.Abs(a) < Math.Abs(b) ? a : b;
        }

        Accumulate(_lasting);
        bumps.Run(_profile);
        Array.Clear(Offsets);
        Runs(bumps, centre);
    }

    /// <summary>The median of a column's steps, how exact it is, and the medians of the quarters of the scan.</summary>
    private void Measure(ReadOnlySpan<float> steps, int column)
    {
        var median = Median(steps);
        for (var quarter = 0; quarter < Quarters; quarter++)
        {
            var (first, end) = (bins * quarter / Quarters, bins * (quarter + 1) / Quarters);
            _quarters[(column * Quarters) + quarter] = Median(steps[first..end]);
        }

        for (var bin = 0; bin < bins; bin++)
        {
            _sorted[bin] = Math.Abs(steps[bin] - (float)median);
        }

        Array.Sort(_sorted);

        // Of the normal distribution: 1.4826 absolute deviations are a standard one, and 1.2533 / √n of that is the error of the median.
        _error[column] = 1.4826 * 1.2533 * Middle(_sorted) / Math.Sqrt(bins);
        _median[column] = median;
    }

    private double Median(ReadOnlySpan<float> values)
    {
        var sorted = _sorted.AsSpan(0, values.Length);
        values.CopyTo(sorted);
        sorted.Sort();
        return Middle(sorted);
    }

    private static double Middle(ReadOnlySpan<float> sorted) => (sorted[(sorted.Length - 1) / 2] + (double)sorted[sorted.Length / 2]) / 2;

    /// <summary>A step if it is significant and lasts; else 0.</summary>
    private double Lasting(int column)
    {
        var step = _median[column];
        if (!(Math.Abs(step) > parameters.Snr * _error[column]))
        {
            return 0;
        }

        foreach (var quarter in _quarters.AsSpan(column * Quarters, Quarters))
        {
            if (!(quarter * Math.Sign(step) > LeastPart * Math.Abs(step)))
            {
                return 0;
            }
        }

        return step;
    }

    /// <summary>The mirror image of a step up is a step down, one column further.</summary>
    private void Share(double centre)
    {
        for (var column = 0; column < columns; column++)
        {
            var step = _median[column];
            var shared = 0.0;
            for (var off = -1; off <= 1; off++)
            {
                var mirrored = Mirrored(centre, column - 1) + off;
                var image = mirrored >= 1 && mirrored < columns ? -_lasting[mirrored] : 0;
                shared = Math.Abs(step - image) < Math.Abs(step - shared) ? image : shared;
            }

            _shared[column] = Math.Abs(shared) * Alike > Math.Abs(step) && Math.Abs(shared) < Math.Abs(step) * Alike ? shared : 0;
        }
    }

    private static int Mirrored(double centre, int column) => (int)Math.Floor((2 * centre) - column + 0.5);

    private void Accumulate(double[] steps)
    {
        var sum = 0.0;
        for (var column = 0; column < columns; column++)
        {
            sum += steps[column];
            _profile[column] = sum;
        }
    }

    /// <summary>
    /// Where columns side by side differ from the profile around, the answer is taken of which more is stripes by its edges, or that of less energy.
    /// </summary>
    private void Runs(NarrowBumps around, double centre)
    {
        const double clear = 0.1;
        var rounding = 1e-12 * (_profile.Max() - _profile.Min());
        var first = 0;
        while (first < columns)
        {
            var end = first;
            while (end < columns && (Math.Abs(around.BumpsFirst[end]) > rounding || Math.Abs(around.DipsFirst[end]) > rounding))
            {
                end++;
            }

            if (end > first)
            {
                var (bumps, dips) = (Weigh(around.BumpsFirst, first, end), Weigh(around.DipsFirst, first, end));
                var isBumps = Math.Abs(bumps.Share - dips.Share) > clear ? bumps.Share > dips.Share : bumps.Energy <= dips.Energy;
                _ = Parts(isBumps ? around.BumpsFirst : around.DipsFirst, first, end, centre);
            }

            first = end + 1;
        }
    }

    /// <summary>The energy of an answer, and which part of it has edges.</summary>
    private (double Energy, double Share) Weigh(double[] heights, int first, int end)
    {
        var energy = Energy(heights.AsSpan(first, end - first));
        return (energy, energy > 0 ? Parts(heights, first, end, double.NaN) / energy : 0);
    }

    /// <summary>Takes over the parts of a run that are stripes, if the centre is told; the energy of those that have edges.</summary>
    private double Parts(double[] heights, int first, int end, double centre)
    {
        var highest = 0.0;
        foreach (var height in heights.AsSpan(first, end - first))
        {
            highest = Math.Max(highest, Math.Abs(height));
        }

        var (energy, from) = (0.0, first);
        while (from < end)
        {
            var to = from;
            while (to < end && Math.Abs(heights[to]) > Math.Max(LeastHeight * highest, parameters.Snr * _error[to]))
            {
                to++;
            }

            var part = heights.AsSpan(from, to - from);
            if (part.Length > 0 && HasEdges(part, from))
            {
                energy += Energy(part);
                if (!double.IsNaN(centre) && !IsSample(part, from, centre))
                {
                    part.CopyTo(Offsets.AsSpan(from));
                }
            }

            from = to + 1;
        }

        return energy;
    }

    private static double Energy(ReadOnlySpan<double> heights)
    {
        var sum = 0.0;
        foreach (var height in heights)
        {
            sum += height * height;
        }

        return sum;
    }

    /// <summary>Whether it begins and ends with steps as high as it is: it stands on level ground.</summary>
    private bool HasEdges(ReadOnlySpan<double> heights, int first)
    {
        var highest = 0.0;
        foreach (var height in heights)
        {
            highest = Math.Max(highest, Math.Abs(height));
        }

        var end = first + heights.Length;
        var tolerance = (0.25 * highest) + (parameters.Snr * _error[first]);
        return Math.Abs(heights[0] - _lasting[first]) <= tolerance && (end == columns || Math.Abs(heights[^1] + _lasting[end]) <= tolerance);
    }

    /// <summary>
    /// Whether it covers the axis, or there is as much at the mirror image. A single column has an image only in something wider: two
    /// single columns at mirrored places are chance, for an edge of a sample does not fall into one column on either side.
    /// </summary>
    private bool IsSample(ReadOnlySpan<double> heights, int first, double centre)
    {
        var last = first + heights.Length - 1;
        if (centre >= first - 1.5 && centre <= last + 1.5)
        {
            return true;
        }

        var (sum, size, isOneSided) = (0.0, 0.0, true);
        foreach (var height in heights)
        {
            (sum, size) = (sum + height, size + Math.Abs(height));
            isOneSided &= height * heights[0] > 0;
        }

        isOneSided &= heights.Length > 1;
        var (image, highest) = (0.0, 0.0);
        var end = Math.Min(Mirrored(centre, first) + Blur, columns - 1);
        for (var column = Math.Max(Mirrored(centre, last) - Blur, 0); column <= end; column++)
        {
            var height = isOneSided ? Math.Max(_around[column] * Math.Sign(sum), 0) : Math.Abs(_around[column]);
            (image, highest) = (image + height, Math.Max(highest, height));
        }

        return image * Alike > size && (heights.Length > 1 || highest < 0.7 * image);
    }
}
