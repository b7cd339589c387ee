using System.Runtime.Intrinsics;

namespace Etalon.Numerics;

/// <summary>
/// Sums, counts and extremes of every column over rows that come one after another; then neighbouring columns are folded together.
/// Rows times columns make a block of samples one number. NaN is missing.
/// </summary>
/// <remarks>
/// Rows first, because neighbours in a row fill vector registers: eight columns at a time, no branch for what is missing. Sums are kept
/// in float64: of integers up to 32 bits they are exact for every block below 2^21 samples.
/// </remarks>
/// <param name="columns">Samples in a row.</param>
public sealed class ColumnTally(int columns)
{
    private readonly double[] _sums = new double[columns];
    private readonly double[] _counts = new double[columns];
    private readonly double[] _lows = new double[columns];
    private readonly double[] _highs = new double[columns];

    /// <summary>Forgets all rows.</summary>
    public void Clear()
    {
        _sums.AsSpan().Clear();
        _counts.AsSpan().Clear();
        _lows.AsSpan().Fill(double.PositiveInfinity);
        _highs.AsSpan().Fill(double.NegativeInfinity);
    }

    /// <summary>Adds a row.</summary>
    /// <param name="row">As many samples as there are columns.</param>
    /// <param name="withMeans">Whether sums are wanted.</param>
    /// <param name="withExtremes">Whether the smallest and the largest are wanted.</param>
    public void Add(ReadOnlySpan<double> row, bool withMeans, bool withExtremes)
    {
        if (row.Length != columns)
        {
            throw new ArgumentException($"A row of {row.Length} samples where there are {columns} columns.", nameof(row));
        }

        if (withMeans)
        {
            AddSums(row);
        }

        if (withExtremes)
        {
            AddExtremes(row);
        }
    }

    /// <summary>One number for every <paramref name="step"/> columns; the last block may be short. NaN where nothing is known.</summary>
    public void Fold(BlockStatistic statistic, int step, Span<float> result)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(step, 1);
        for (var block = 0; block < result.Length; block++)
        {
            var first = block * step;
            var length = Math.Min(step, columns - first);
            result[block] = statistic switch
            {
                BlockStatistic.Mean => Mean(first, length),
                BlockStatistic.Min => Known(Least(_lows.AsSpan(first, length))),
                _ => Known(Most(_highs.AsSpan(first, length))),
            };
        }
    }

    /// <summary>Sums, counts and extremes of every <paramref name="step"/> columns, to be added up further; the last block may be short.</summary>
    /// <param name="step">Columns of a block.</param>
    /// <param name="sums">A number for each block, as in the other three.</param>
    /// <param name="counts">How many samples are known.</param>
    /// <param name="lows">Positive infinity where none is known.</param>
    /// <param name="highs">Negative infinity where none is known.</param>
    public void Gather(int step, Span<double> sums, Span<double> counts, Span<double> lows, Span<double> highs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(step, 1);
        for (var block = 0; block < sums.Length; block++)
        {
            var first = block * step;
            var length = Math.Min(step, columns - first);
            var (sum, count) = Total(first, length);
            (sums[block], counts[block]) = (sum, count);
            lows[block] = Least(_lows.AsSpan(first, length));
            highs[block] = Most(_highs.AsSpan(first, length));
        }
    }

    /// <summary>An infinity that came from a sample is not told from one that stands for no sample; neither can be drawn.</summary>
    private static float Known(double value) => double.IsInfinity(value) ? float.NaN : (float)value;

    private static double Least(ReadOnlySpan<double> values)
    {
        var least = values[0];
        foreach (var value in values[1..])
        {
            least = value < least ? value : least;
        }

        return least;
    }

    private static double Most(ReadOnlySpan<double> values)
    {
        var most = values[0];
        foreach (var value in values[1..])
        {
            most = value > most ? value : most;
        }

        return most;
    }

    private float Mean(int first, int length)
    {
        var (sum, count) = Total(first, length);
        return (float)(sum / count);
    }

    private (double Sum, double Count) Total(int first, int length)
    {
        var (sum, count) = (0.0, 0.0);
        for (var i = first; i < first + length; i++)
        {
            sum += _sums[i];
            count += _counts[i];
        }

        return (sum, count);
    }

    private void AddSums(ReadOnlySpan<double> row)
    {
        var sums = _sums.AsSpan();
        var counts = _counts.AsSpan();
        var one = Vector512.Create(1.0);
        var i = 0;
        for (; i + Vector512<double>.Count <= row.Length; i += Vector512<double>.Count)
        {
            var value = Vector512.Create(row[i..]);
            var known = Vector512.Equals(value, value);
            (Vector512.Create<double>(sums[i..]) + (value & known)).CopyTo(sums[i..]);
            (Vector512.Create<double>(counts[i..]) + (one & known)).CopyTo(counts[i..]);
        }

        for (; i < row.Length; i++)
        {
            if (!double.IsNaN(row[i]))
            {
                sums[i] += row[i];
                counts[i]++;
            }
        }
    }

    private void AddExtremes(ReadOnlySpan<double> row)
    {
        var lows = _lows.AsSpan();
        var highs = _highs.AsSpan();
        var i = 0;
        for (; i + Vector512<double>.Count <= row.Length; i += Vector512<double>.Count)
        {
            // A comparison with NaN is false, so that what is missing changes nothing.
            var value = Vector512.Create(row[i..]);
            var low = Vector512.Create<double>(lows[i..]);
            var high = Vector512.Create<double>(highs[i..]);
            Vector512.ConditionalSelect(Vector512.LessThan(value, low), value, low).CopyTo(lows[i..]);
            Vector512.ConditionalSelect(Vector512.GreaterThan(value, high), value, high).CopyTo(highs[i..]);
        }

        for (; i < row.Length; i++)
        {
            lows[i] = row[i] < lows[i] ? row[i] : lows[i];
            highs[i] = row[i] > highs[i] ? row[i] : highs[i];
        }
    }
}
