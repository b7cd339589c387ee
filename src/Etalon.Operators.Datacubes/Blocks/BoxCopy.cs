using System.Runtime.CompilerServices;

namespace Etalon.Operators.Datacubes;

/// <summary>Copies a box of samples between two layouts. Strides are in samples; axes are slowest first in the target.</summary>
/// <remarks>
/// Axes of length 1 vanish and neighbours that lie behind one another in both layouts become one, so that the innermost work is
/// as long as the data allow: rows are copied whole, a swap of two axes goes through <see cref="MatrixTranspose"/>.
/// </remarks>
internal static unsafe class BoxCopy
{
    /// <summary>More axes than any cube of the field has; the strides live on the stack.</summary>
    public const int MostAxes = 32;

    /// <summary>Copies the box.</summary>
    public static void Run(
        byte* source, ReadOnlySpan<long> sourceStrides, byte* target, ReadOnlySpan<long> targetStrides,
        ReadOnlySpan<long> lengths, int sampleBytes)
    {
        Span<BoxAxis> room = stackalloc BoxAxis[MostAxes];
        var axes = Simplify(sourceStrides, targetStrides, lengths, room);
        if (axes.IsEmpty)
        {
            Unsafe.CopyBlockUnaligned(target, source, (uint)sampleBytes);
            return;
        }

        var inner = axes[^1];
        var column = inner is { Target: 1, Source: not (0 or 1) } ? UnitSource(axes) : -1;
        if (column >= 0)
        {
            Matrices(source, target, axes, column, sampleBytes);
        }
        else
        {
            Rows(source, target, axes, sampleBytes);
        }
    }

    /// <summary>Row-major strides, in samples, of a packed box.</summary>
    public static void PackedStrides(ReadOnlySpan<long> lengths, Span<long> strides)
    {
        var stride = 1L;
        for (var i = lengths.Length - 1; i >= 0; i--)
        {
            strides[i] = stride;
            stride *= lengths[i];
        }
    }

    private static Span<BoxAxis> Simplify(
        ReadOnlySpan<long> sourceStrides, ReadOnlySpan<long> targetStrides, ReadOnlySpan<long> lengths, Span<BoxAxis> axes)
    {
        var count = 0;
        for (var i = 0; i < lengths.Length; i++)
        {
            var axis = new BoxAxis(lengths[i], sourceStrides[i], targetStrides[i]);
            if (axis.Length == 1)
            {
                continue;
            }

            if (count > 0 && axes[count - 1].Continues(axis))
            {
                axes[count - 1] = axis with { Length = axis.Length * axes[count - 1].Length };
            }
            else
            {
                axes[count++] = axis;
            }
        }

        return axes[..count];
    }

    private static int UnitSource(ReadOnlySpan<BoxAxis> axes)
    {
        for (var i = axes.Length - 2; i >= 0; i--)
        {
            if (axes[i].Source == 1)
            {
                return i;
            }
        }

        return -1;
    }

    private static void Matrices(byte* source, byte* target, ReadOnlySpan<BoxAxis> axes, int column, int sampleBytes)
    {
        var outer = new BoxWalk(axes[..^1], column, stackalloc long[MostAxes]);
        var (rows, columns) = (axes[^1], axes[column]);
        do
        {
            MatrixTranspose.Run(
                source + (outer.Source * sampleBytes), rows.Source * sampleBytes,
                target + (outer.Target * sampleBytes), columns.Target * sampleBytes,
                rows.Length, columns.Length, sampleBytes);
        }
        while (outer.Next());
    }

    private static void Rows(byte* source, byte* target, ReadOnlySpan<BoxAxis> axes, int sampleBytes)
    {
        var outer = new BoxWalk(axes[..^1], -1, stackalloc long[MostAxes]);
        var inner = axes[^1];
        do
        {
            var from = source + (outer.Source * sampleBytes);
            var to = target + (outer.Target * sampleBytes);
            if (inner is { Source: 1, Target: 1 })
            {
                Buffer.MemoryCopy(from, to, inner.Length * sampleBytes, inner.Length * sampleBytes);
            }
            else
            {
                Strided(from, to, inner, sampleBytes);
            }
        }
        while (outer.Next());
    }

    private static void Strided(byte* source, byte* target, BoxAxis axis, int sampleBytes)
    {
        switch (sampleBytes)
        {
            case 1:
                Strided<byte>(source, target, axis);
                break;
            case 2:
                Strided<ushort>(source, target, axis);
                break;
            case 4:
                Strided<uint>(source, target, axis);
                break;
            default:
                Strided<ulong>(source, target, axis);
                break;
        }
    }

    private static void Strided<T>(byte* source, byte* target, BoxAxis axis)
        where T : unmanaged
    {
        var from = (T*)source;
        var to = (T*)target;
        if (axis is { Source: 0, Target: 1 })
        {
            for (var left = axis.Length; left > 0; left -= int.MaxValue)
            {
                new Span<T>(to + (axis.Length - left), (int)Math.Min(left, int.MaxValue)).Fill(*from);
            }

            return;
        }

        for (var i = axis.Length; i > 0; i--)
        {
            *to = *from;
            from += axis.Source;
            to += axis.Target;
        }
    }
}
