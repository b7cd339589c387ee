using System.Runtime.Intrinsics;
using Etalon.Cubes;
using Etalon.Numerics;

namespace Etalon.Operators.Datacubes;

/// <summary>The statistic of one window in each of eight columns of doubles.</summary>
internal sealed unsafe class RollingWindow(Rolling.Parameters parameters) : IDisposable
{
    private const int Lanes = 8;

    private static readonly Vector512<double> Nan = Vector512.Create(double.NaN);

    private readonly RollingMarks _marks = new();
    private readonly RollingSums _sums = new();
    private readonly RollingExtremes _extremes = new(parameters.Window, parameters.Operation == RollingOperation.Max);
    private readonly Vector512<double> _needed =
        Vector512.Create((double)Math.Max(1, parameters.MinCount == 0 ? parameters.Window : parameters.MinCount));

    private bool IsExtreme => parameters.Operation is RollingOperation.Max or RollingOperation.Min;

    private bool IsSum => parameters.Operation is RollingOperation.Sum or RollingOperation.Mean;

    /// <summary>Takes another tile, whose windows are then asked for from first to last. What is in the tile is overwritten.</summary>
    public void Prepare(NativeBuffer tile, long rows)
    {
        if (IsSum)
        {
            _marks.Take(tile, rows, filling: 0, keepInfinite: false);
            _sums.Start((double*)tile.Pointer);
        }
        else if (IsExtreme)
        {
            _marks.Take(tile, rows, _extremes.Filling, keepInfinite: true);
            _extremes.Start(tile, rows);
        }
        else if (parameters.Operation == RollingOperation.Median)
        {
            for (var row = 0L; row < rows; row++)
            {
                var at = (double*)tile.Pointer + (row * Lanes);
                SortKeys.Of(Vector512.Load(at)).Store((ulong*)at);
            }
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

        var (value, count) = IsSum || IsExtreme ? Moving(first, first + rows) : Deviation(source, rows);
        value = parameters.Operation == RollingOperation.Mean ? value / count : value;
        return Vector512.ConditionalSelect(Vector512.GreaterThanOrEqual(count, _needed), value, Nan);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _marks.Dispose();
        _extremes.Dispose();
    }

    private (Vector512<double> Value, Vector512<double> Count) Moving(long first, long end)
    {
        var value = IsSum ? _marks.WithInfinities(_sums.Value(first, end), first, end) : _extremes.Value(first, end);
        return (value, _marks.Present(first, end));
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
