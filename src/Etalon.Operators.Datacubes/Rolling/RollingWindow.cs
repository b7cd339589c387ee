using System.Runtime.Intrinsics;
using Etalon.Cubes;
using Etalon.Numerics;

namespace Etalon.Operators.Datacubes;

/// <summary>The statistic of one window in each of eight columns of doubles.</summary>
internal sealed unsafe class RollingWindow(Rolling.Parameters parameters)
{
    private const int Lanes = 8;

    private static readonly Vector512<double> Nan = Vector512.Create(double.NaN);

    private readonly Vector512<double> _needed =
        Vector512.Create((double)Math.Max(1, parameters.MinCount == 0 ? parameters.Window : parameters.MinCount));

    /// <summary>Turns the tile into what <see cref="Value"/> wants: keys that sort like the samples for medians, doubles as they are else.</summary>
    public void Prepare(NativeBuffer tile, long rows)
    {
        if (parameters.Operation != RollingOperation.Median)
        {
            return;
        }

        for (var row = 0L; row < rows; row++)
        {
            var at = (double*)tile.Pointer + (row * Lanes);
            SortKeys.Of(Vector512.Load(at)).Store((ulong*)at);
        }
    }

    /// <summary>The statistic of some rows; NaN where too few samples are present.</summary>
    public Vector512<double> Value(NativeBuffer tile, long first, long rows)
    {
        var source = (double*)tile.Pointer + (first * Lanes);
        if (parameters.Operation == RollingOperation.Median)
        {
            return Median((ulong*)source, rows);
        }

        var (value, count) = parameters.Operation switch
        {
            RollingOperation.Max => Extreme(source, rows, isMax: true),
            RollingOperation.Min => Extreme(source, rows, isMax: false),
            RollingOperation.Std => Deviation(source, rows),
            _ => Sum(source, rows),
        };
        value = parameters.Operation == RollingOperation.Mean ? value / count : value;
        return Vector512.ConditionalSelect(Vector512.GreaterThanOrEqual(count, _needed), value, Nan);
    }

    private static (Vector512<double> Sum, Vector512<double> Count) Sum(double* source, long rows)
    {
        var sum = Vector512<double>.Zero;
        var count = Vector512<double>.Zero;
        for (var row = 0L; row < rows; row++)
        {
            var sample = Vector512.Load(source + (row * Lanes));
            var present = Vector512.Equals(sample, sample);
            sum += sample & present;
            count += Vector512<double>.One & present;
        }

        return (sum, count);
    }

    private static (Vector512<double> Value, Vector512<double> Count) Extreme(double* source, long rows, bool isMax)
    {
        var best = Vector512.Create(isMax ? double.NegativeInfinity : double.PositiveInfinity);
        var count = Vector512<double>.Zero;
        for (var row = 0L; row < rows; row++)
        {
            var sample = Vector512.Load(source + (row * Lanes));
            var wins = isMax ? Vector512.GreaterThan(sample, best) : Vector512.LessThan(sample, best);
            best = Vector512.ConditionalSelect(wins, sample, best);
            count += Vector512<double>.One & Vector512.Equals(sample, sample);
        }

        return (best + Vector512<double>.Zero, count);
    }

    /// <summary>Two passes: the mean first, so that a large mean does not swallow a small deviation.</summary>
    private (Vector512<double> Value, Vector512<double> Count) Deviation(double* source, long rows)
    {
        var (sum, count) = Sum(source, rows);
        var mean = sum / count;
        var squares = Vector512<double>.Zero;
        for (var row = 0L; row < rows; row++)
        {
            var sample = Vector512.Load(source + (row * Lanes));
            var difference = (sample - mean) & Vector512.Equals(sample, sample);
            squares += difference * difference;
        }

        var divisor = count - Vector512.Create(parameters.Ddof);
        var variance = Vector512.ConditionalSelect(Vector512.GreaterThan(divisor, Vector512<double>.Zero), squares / divisor, Nan);
        return (Vector512.Sqrt(variance), count);
    }

    private Vector512<double> Median(ulong* keys, long rows)
    {
        var missing = Vector512<ulong>.Zero;
        for (var row = 0L; row < rows; row++)
        {
            missing -= Vector512.Equals(Vector512.Load(keys + (row * Lanes)), Vector512<ulong>.AllBitsSet);
        }

        var count = Vector512.Create((ulong)rows) - missing;
        var ranks = Vector512.ShiftRightLogical(Vector512.Max(count, Vector512<ulong>.One) - Vector512<ulong>.One, 1);
        var found = KeySelection.Columns(keys, rows, ranks, largestIsMissing: true, out var following);
        var result = Nan;
        for (var lane = 0; lane < Lanes; lane++)
        {
            if (count[lane] >= _needed[lane])
            {
                var low = SortKeys.ToDouble(found[lane]);
                var high = (count[lane] & 1) == 0 ? SortKeys.ToDouble(following[lane]) : low;
                result = result.WithElement(lane, QuantileSamples.Between(low, high, 0.5));
            }
        }

        return result;
    }
}
