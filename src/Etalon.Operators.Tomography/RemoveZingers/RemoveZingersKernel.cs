using Etalon.Cubes;

namespace Etalon.Operators.Tomography;

/// <summary>Goes through the rows of the block; each is judged with its two neighbours, in space or along the angle.</summary>
internal sealed unsafe class RemoveZingersKernel<T> : IMapKernel
    where T : unmanaged
{
    private readonly int _x;
    private readonly int _across;
    private readonly long _length;
    private readonly bool _inTime;
    private readonly ZingerRow _row;
    private readonly T? _missing;

    public RemoveZingersKernel(CubeInfo cube, RemoveZingers.Parameters parameters)
    {
        _inTime = parameters.Window == ZingerWindow.Time;
        _x = cube.IndexOf(ScanAxes.X);
        _across = cube.Find(parameters.Window == ZingerWindow.Space ? ScanAxes.Y : ScanAxes.Angle);
        _length = _across < 0 ? 1 : cube.Axes[_across].Length;
        _row = new ZingerRow((int)cube.Axes[_x].Length, parameters.K, isSquare: !_inTime, isCounted: typeof(T) != typeof(float));
        _missing = cube.Missing is { } missing ? Integer(missing) : null;
    }

    /// <inheritdoc />
    public void Run(ReadOnlySpan<Block> inputs, ReadOnlySpan<Block> outputs, CancellationToken cancellation)
    {
        var (held, wanted) = (inputs[0].Region, outputs[0].Region);
        if (wanted.IsEmpty)
        {
            return;
        }

        Span<long> from = stackalloc long[held.Rank];
        Span<long> to = stackalloc long[held.Rank];
        Span<long> at = stackalloc long[held.Rank];
        BoxCopy.Strides(held.Length.AsSpan(), 1, from);
        BoxCopy.Strides(wanted.Length.AsSpan(), 1, to);
        at.Clear();
        for (var left = wanted.Samples / wanted.Length[_x]; left > 0; left--)
        {
            cancellation.ThrowIfCancellationRequested();
            var (source, target) = (0L, 0L);
            for (var axis = 0; axis < held.Rank; axis++)
            {
                source += (wanted.Start[axis] + at[axis] - held.Start[axis]) * from[axis];
                target += at[axis] * to[axis];
            }

            Row((T*)inputs[0].Pointer + source, wanted, from, at);
            Write((T*)inputs[0].Pointer + source, from[_x], (T*)outputs[0].Pointer + target, to[_x]);
            Next(at, wanted);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _row.Dispose();

    private static T Integer(Int128 value) =>
        typeof(T) == typeof(byte) ? (T)(object)(byte)value : typeof(T) == typeof(ushort) ? (T)(object)(ushort)value : default;

    /// <summary>Loads the row and its neighbours, and judges it.</summary>
    private void Row(T* source, in Region wanted, ReadOnlySpan<long> strides, ReadOnlySpan<long> at)
    {
        var place = _across < 0 ? 0 : wanted.Start[_across] + at[_across];
        var (before, after) = (place - 1, place + 1);
        if (!_inTime)
        {
            // The rows at the edges are their own neighbours.
            (before, after) = (Math.Max(0, before), Math.Min(_length - 1, after));
        }
        else
        {
            before = place == 0 ? Math.Min(2, _length - 1) : before;
            after = place == _length - 1 ? Math.Max(0, place - 2) : after;
        }

        var stride = _across < 0 ? 0 : strides[_across];
        Load(0, source + ((before - place) * stride), strides[_x]);
        Load(1, source, strides[_x]);
        Load(2, source + ((after - place) * stride), strides[_x]);
        _row.Judge();
    }

    private void Load(int line, T* source, long stride)
    {
        var to = _row.Line(line);
        if (typeof(T) == typeof(float) && stride == 1)
        {
            new ReadOnlySpan<float>(source, _row.Length).CopyTo(new Span<float>(to, _row.Length));
            return;
        }

        for (var x = 0; x < _row.Length; x++)
        {
            var sample = source[x * stride];
            to[x] = typeof(T) == typeof(float) ? *(float*)&sample
                : _missing is { } missing && EqualityComparer<T>.Default.Equals(missing, sample) ? float.NaN
                : typeof(T) == typeof(byte) ? *(byte*)&sample : *(ushort*)&sample;
        }
    }

    private void Write(T* source, long sourceStride, T* target, long targetStride)
    {
        if (!_row.HasZingers && sourceStride == 1 && targetStride == 1)
        {
            new ReadOnlySpan<T>(source, _row.Length).CopyTo(new Span<T>(target, _row.Length));
            return;
        }

        var medians = _row.Medians;
        var zingers = _row.Zingers;
        for (var x = 0; x < _row.Length; x++)
        {
            var sample = source[x * sourceStride];
            if (zingers[x] != 0)
            {
                if (typeof(T) == typeof(float))
                {
                    *(float*)&sample = medians[x];
                }
                else if (typeof(T) == typeof(byte))
                {
                    *(byte*)&sample = (byte)medians[x];
                }
                else
                {
                    *(ushort*)&sample = (ushort)medians[x];
                }
            }

            target[x * targetStride] = sample;
        }
    }

    private void Next(Span<long> at, in Region wanted)
    {
        for (var axis = wanted.Rank - 1; axis >= 0; axis--)
        {
            if (axis == _x)
            {
                continue;
            }

            if (++at[axis] < wanted.Length[axis])
            {
                return;
            }

            at[axis] = 0;
        }
    }
}
