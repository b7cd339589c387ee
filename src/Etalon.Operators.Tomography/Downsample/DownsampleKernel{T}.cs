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
            NativeMemory.Clear(_sums, (nuint)DownsampleKernel.Bytes(width));
            Array.Clear(_part);
            do
            {
                Add((T*)inputs[0].Pointer + Offset(from), width);
            }
            while (Next(_part, factors, last));

            Mean((float*)outputs[0].Pointer + (line * to.Length[last]), (int)to.Length[last], (int)factors[last]);
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

    private void Add(T* row, int width)
    {
        var missing = Vector512.Create(_missing);
        for (var x = 0; x < width; x += CountLanes.Count)
        {
            var lanes = width - x >= CountLanes.Count ? CountLanes.Load(row + x) : CountLanes.Load(row + x, width - x);
            var present = Vector512.Equals(lanes, lanes) & ~Vector512.Equals(lanes, missing);
            var (low, high) = Vector512.Widen(lanes & present);
            var (one, other) = Vector512.Widen(Vector512<float>.One & present);
            (Vector512.Load(_sums + x) + low).Store(_sums + x);
            (Vector512.Load(_sums + x + 8) + high).Store(_sums + x + 8);
            (Vector512.Load(_counts + x) + one).Store(_counts + x);
            (Vector512.Load(_counts + x + 8) + other).Store(_counts + x + 8);
        }
    }

    /// <summary>0 / 0 is NaN: a bin without any sample is missing.</summary>
    private void Mean(float* target, int length, int factor)
    {
        for (var i = 0; i < length; i++)
        {
            var (sum, count) = (0.0, 0.0);
            for (var k = i * factor; k < (i + 1) * factor; k++)
            {
                sum += _sums[k];
                count += _counts[k];
            }

            target[i] = (float)(sum / count);
        }
    }
}
