using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Etalon.Cubes;

namespace Etalon.Operators.Tomography;

/// <summary>
/// Adds up the rows of the input that make one row of the output, column by column, then neighbouring columns: in float64 and always in
/// this order.
/// </summary>
internal sealed unsafe class DownsampleKernel<T>(CubeInfo cube, ImmutableArray<long> factors) : IMapKernel
    where T : unmanaged
{
    private readonly float _missing = (float?)cube.Missing ?? float.NaN;
    private readonly long[] _at = new long[cube.Rank];
    private readonly long[] _part = new long[cube.Rank];
    private NativeBuffer _room = new(0);
    private double* _sums;
    private double* _counts;

    /// <inheritdoc />
    public void Run(ReadOnlySpan<Block> inputs, ReadOnlySpan<Block> outputs, CancellationToken cancellation)
    {
        var (from, to) = (inputs[0].Region, outputs[0].Region);
        var last = to.Rank - 1;
        var width = (int)from.Length[last];
        if (_room.Length < DownsampleKernel.Bytes(width))
        {
            _room.Dispose();
            _room = new NativeBuffer(DownsampleKernel.Bytes(width));
        }

        _sums = (double*)_room.Pointer;
        _counts = _sums + width + CountLanes.Count;
        Array.Clear(_at);
        var lines = to.Samples / to.Length[last];
        for (var line = 0L; line < lines; line++)
        {
            cancellation.ThrowIfCancellationRequested();
            var target = (float*)outputs[0].Pointer + (line * to.Length[last]);
            if (AddWhole((T*)inputs[0].Pointer, from, width))
            {
                MeanWhole(target, (int)to.Length[last], (int)factors[last]);
            }
            else
            {
                AddPresent((T*)inputs[0].Pointer, from, width);
                MeanPresent(target, (int)to.Length[last], (int)factors[last]);
            }

            Next(_at, to.Length, last);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _room.Dispose();

    /// <summary>Counts on along all axes but the last; false after the last combination.</summary>
    private static bool Next(long[] at, ImmutableArray<long> lengths, int axes)
    {
        for (var i = axes - 1; i >= 0; i--)
        {
            if (++at[i] < lengths[i])
            {
                return true;
            }

            at[i] = 0;
        }

        return false;
    }

    private long Offset(Region from)
    {
        var offset = 0L;
        for (var i = 0; i < from.Rank; i++)
        {
            var index = i == from.Rank - 1 ? 0 : (_at[i] * factors[i]) + _part[i];
            offset = (offset * from.Length[i]) + index;
        }

        return offset;
    }

    private static Vector512<float> Load(T* row, int x, int width) =>
        width - x >= CountLanes.Count ? CountLanes.Load(row + x) : CountLanes.Load(row + x, width - x);

    /// <summary>Adds up rows of which nothing is missing; gives up otherwise.</summary>
    private bool AddWhole(T* block, Region from, int width)
    {
        var missing = Vector512.Create(_missing);
        var gaps = Vector512<float>.Zero;
        NativeMemory.Clear(_sums, (nuint)(width + CountLanes.Count) * sizeof(double));
        Array.Clear(_part);
        do
        {
            var row = block + Offset(from);
            for (var x = 0; x < width; x += CountLanes.Count)
            {
                var lanes = Load(row, x, width);
                gaps |= ~Vector512.Equals(lanes, lanes) | Vector512.Equals(lanes, missing);
                var (low, high) = Vector512.Widen(lanes);
                (Vector512.Load(_sums + x) + low).Store(_sums + x);
                (Vector512.Load(_sums + x + 8) + high).Store(_sums + x + 8);
            }
        }
        while (Next(_part, factors, from.Rank - 1));

        // Lanes behind the row hold 0, which may stand for a missing sample: then the longer way is taken, with the same result.
        return Vector512.EqualsAll(gaps.AsInt32(), Vector512<int>.Zero);
    }

    private void AddPresent(T* block, Region from, int width)
    {
        var missing = Vector512.Create(_missing);
        NativeMemory.Clear(_sums, (nuint)DownsampleKernel.Bytes(width));
        Array.Clear(_part);
        do
        {
            var row = block + Offset(from);
            for (var x = 0; x < width; x += CountLanes.Count)
            {
                var lanes = Load(row, x, width);
                var present = Vector512.Equals(lanes, lanes) & ~Vector512.Equals(lanes, missing);
                var (low, high) = Vector512.Widen(lanes & present);
                var (one, other) = Vector512.Widen(Vector512<float>.One & present);
                (Vector512.Load(_sums + x) + low).Store(_sums + x);
                (Vector512.Load(_sums + x + 8) + high).Store(_sums + x + 8);
                (Vector512.Load(_counts + x) + one).Store(_counts + x);
                (Vector512.Load(_counts + x + 8) + other).Store(_counts + x + 8);
            }
        }
        while (Next(_part, factors, from.Rank - 1));
    }

    /// <summary>Means of bins without gaps; bins of two columns eight at a time.</summary>
    private void MeanWhole(float* target, int length, int factor)
    {
        var count = 1.0;
        foreach (var part in factors)
        {
            count *= part;
        }

        var i = 0;
        for (; factor == 2 && i + 8 <= length; i += 8)
        {
            Vector512<double> first = Vector512.Load(_sums + (2 * i)), second = Vector512.Load(_sums + (2 * i) + 8);
            var even = Vector512.Create(Vector512.Shuffle(first, DownsampleKernel.Evens).GetLower(), Vector512.Shuffle(second, DownsampleKernel.Evens).GetLower());
            var odd = Vector512.Create(Vector512.Shuffle(first, DownsampleKernel.Odds).GetLower(), Vector512.Shuffle(second, DownsampleKernel.Odds).GetLower());
            var means = (even + odd) / Vector512.Create(count);
            Vector512.Narrow(means, means).GetLower().Store(target + i);
        }

        for (; i < length; i++)
        {
            var sum = _sums[i * factor];
            for (var k = (i * factor) + 1; k < (i + 1) * factor; k++)
            {
                sum += _sums[k];
            }

            target[i] = (float)(sum / count);
        }
    }

    /// <summary>0 / 0 is NaN: a bin without any sample is missing.</summary>
    private void MeanPresent(float* target, int length, int factor)
    {
        for (var i = 0; i < length; i++)
        {
            var (sum, count) = (_sums[i * factor], _counts[i * factor]);
            for (var k = (i * factor) + 1; k < (i + 1) * factor; k++)
            {
                sum += _sums[k];
                count += _counts[k];
            }

            target[i] = (float)(sum / count);
        }
    }
}
