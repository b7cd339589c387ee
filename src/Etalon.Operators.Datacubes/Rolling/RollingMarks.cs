using System.Runtime.Intrinsics;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>How many samples of a window are missing or infinite, in each of eight columns: differences of running counts.</summary>
/// <remarks>
/// Three counts share 64 bits, 21 each. They may run over into each other along a long column, but their difference over a window
/// of at most a million samples is right again. Columns without such samples cost one look.
/// </remarks>
internal sealed unsafe class RollingMarks : IDisposable
{
    private const int Lanes = 8;
    private const int Bits = 21;
    private const long Mask = (1L << Bits) - 1;

    private NativeBuffer _running = new(0);

    /// <summary>Whether any sample is missing or infinite.</summary>
    public bool Any { get; private set; }

    /// <summary>Whether any sample is infinite.</summary>
    public bool AnyInfinite { get; private set; }

    /// <summary>Counts, and writes other values over samples that cannot be added or compared: a filling for missing, 0 for infinite ones.</summary>
    public void Take(NativeBuffer tile, long rows, double filling, bool keepInfinite)
    {
        Any = AnyInfinite = false;
        var samples = (double*)tile.Pointer;
        var first = 0L;
        while (first < rows && IsFinite(Vector512.Load(samples + (first * Lanes))))
        {
            first++;
        }

        if (first == rows)
        {
            return;
        }

        Any = true;
        if (_running.Length < (rows + 1) * Lanes * sizeof(long))
        {
            _running.Dispose();
            _running = new NativeBuffer((rows + 1) * Lanes * sizeof(long));
        }

        var running = (long*)_running.Pointer;
        var count = Vector512<long>.Zero;
        for (var row = 0L; row < rows; row++)
        {
            var at = samples + (row * Lanes);
            var sample = Vector512.Load(at);
            count.Store(running + (row * Lanes));
            var missing = ~Vector512.Equals(sample, sample);
            var plus = Vector512.Equals(sample, Vector512.Create(double.PositiveInfinity));
            var minus = Vector512.Equals(sample, Vector512.Create(double.NegativeInfinity));
            count += (missing.AsInt64() & Vector512<long>.One)
                + (plus.AsInt64() & Vector512.Create(1L << Bits)) + (minus.AsInt64() & Vector512.Create(1L << (2 * Bits)));
            var infinite = plus | minus;
            AnyInfinite |= !Vector512.EqualsAll(infinite.AsInt64(), Vector512<long>.Zero);
            sample = Vector512.ConditionalSelect(missing, Vector512.Create(filling), sample);
            (keepInfinite ? sample : Vector512.ConditionalSelect(infinite, Vector512<double>.Zero, sample)).Store(at);
        }

        count.Store(running + (rows * Lanes));
    }

    /// <summary>How many samples of some rows are present.</summary>
    public Vector512<double> Present(long first, long end)
    {
        var all = Vector512.Create((double)(end - first));
        return Any ? all - Vector512.ConvertToDouble(Counted(first, end) & Vector512.Create(Mask)) : all;
    }

    /// <summary>The sum of finite samples with what the infinite ones make of it.</summary>
    public Vector512<double> WithInfinities(Vector512<double> sum, long first, long end)
    {
        if (!AnyInfinite)
        {
            return sum;
        }

        var counted = Counted(first, end);
        var plus = ~Vector512.Equals(Vector512.ShiftRightLogical(counted, Bits) & Vector512.Create(Mask), Vector512<long>.Zero);
        var minus = ~Vector512.Equals(Vector512.ShiftRightLogical(counted, 2 * Bits) & Vector512.Create(Mask), Vector512<long>.Zero);
        sum = Vector512.ConditionalSelect(plus.AsDouble(), Vector512.Create(double.PositiveInfinity), sum);
        sum = Vector512.ConditionalSelect(minus.AsDouble(), Vector512.Create(double.NegativeInfinity), sum);
        return Vector512.ConditionalSelect((plus & minus).AsDouble(), Vector512.Create(double.NaN), sum);
    }

    /// <inheritdoc />
    public void Dispose() => _running.Dispose();

    private static bool IsFinite(Vector512<double> samples) =>
        Vector512.LessThanOrEqualAll(Vector512.Abs(samples), Vector512.Create(double.MaxValue));

    private Vector512<long> Counted(long first, long end)
    {
        var running = (long*)_running.Pointer;
        return Vector512.Load(running + (end * Lanes)) - Vector512.Load(running + (first * Lanes));
    }
}
