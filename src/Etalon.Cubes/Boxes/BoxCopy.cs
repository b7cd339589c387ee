namespace Etalon.Cubes;

/// <summary>Copies a box of samples between two layouts given by byte distances; axes are in the same order on both sides.</summary>
/// <remarks>
/// Axes of length 1 vanish and axes that lie behind one another on both sides become one, so that the innermost work is as long as
/// the layouts allow: rows are copied whole, a swap of two axes goes through <see cref="MatrixTranspose"/>.
/// </remarks>
public static unsafe class BoxCopy
{
    /// <summary>More axes than any array has that is let in; distances live on the stack.</summary>
    public const int MostAxes = 32;

    /// <summary>Byte distances of neighbours along each axis of a packed row-major box.</summary>
    public static void Strides(ReadOnlySpan<long> lengths, int sampleBytes, Span<long> strides)
    {
        var stride = (long)sampleBytes;
        for (var i = lengths.Length - 1; i >= 0; i--)
        {
            strides[i] = stride;
            stride = checked(stride * Math.Max(1, lengths[i]));
        }
    }

    /// <summary>Byte distances of neighbours along each axis of a packed row-major box, to keep.</summary>
    public static long[] Strides(ReadOnlySpan<long> lengths, int sampleBytes)
    {
        var strides = new long[lengths.Length];
        Strides(lengths, sampleBytes, strides);
        return strides;
    }

    /// <summary>Copies the box.</summary>
    public static void Run(
        byte* source, ReadOnlySpan<long> sourceStrides, byte* target, ReadOnlySpan<long> targetStrides,
        ReadOnlySpan<long> lengths, int sampleBytes)
    {
        var from = stackalloc long[MostAxes];
        var to = stackalloc long[MostAxes];
        var count = stackalloc long[MostAxes];
        sourceStrides.CopyTo(new Span<long>(from, MostAxes));
        targetStrides.CopyTo(new Span<long>(to, MostAxes));
        lengths.CopyTo(new Span<long>(count, MostAxes));
        var rank = Merge(new Span<long>(from, lengths.Length), new Span<long>(to, lengths.Length), new Span<long>(count, lengths.Length));
        if (rank > 0 && from[rank - 1] == sampleBytes && to[rank - 1] == sampleBytes)
        {
            rank--;
            Loop(source, from, target, to, count, rank, sampleBytes * count[rank]);
        }
        else if (FindMatrix(from, to, rank, sampleBytes) is { Row: >= 0, Column: >= 0 } matrix)
        {
            Matrices(source, from, target, to, count, rank, matrix, sampleBytes);
        }
        else
        {
            Loop(source, from, target, to, count, rank, sampleBytes);
        }
    }

    /// <summary>Copies the samples of <paramref name="common"/> from one packed box to another; both contain it.</summary>
    public static void Run(in Region common, byte* source, in Region held, byte* target, in Region wanted, int sampleBytes)
    {
        Span<long> from = stackalloc long[common.Rank];
        Span<long> to = stackalloc long[common.Rank];
        Strides(held.Length.AsSpan(), sampleBytes, from);
        Strides(wanted.Length.AsSpan(), sampleBytes, to);
        for (var i = 0; i < common.Rank; i++)
        {
            source += (common.Start[i] - held.Start[i]) * from[i];
            target += (common.Start[i] - wanted.Start[i]) * to[i];
        }

        Run(source, from, target, to, common.Length.AsSpan(), sampleBytes);
    }

    /// <summary>Joins axes; gives how many are left.</summary>
    public static int Merge(Span<long> from, Span<long> to, Span<long> lengths)
    {
        var kept = 0;
        for (var i = 0; i < lengths.Length; i++)
        {
            if (lengths[i] == 1)
            {
                continue;
            }

            if (kept > 0 && from[kept - 1] == from[i] * lengths[i] && to[kept - 1] == to[i] * lengths[i])
            {
                lengths[kept - 1] *= lengths[i];
                (from[kept - 1], to[kept - 1]) = (from[i], to[i]);
                continue;
            }

            (from[kept], to[kept], lengths[kept]) = (from[i], to[i], lengths[i]);
            kept++;
        }

        return kept;
    }

    /// <summary>Where a box begins in a packed region that holds it, in bytes; null where it does not lie there in one piece.</summary>
    public static long? PlaceOf(in Region box, in Region region, int sampleBytes)
    {
        var offset = 0L;
        var stride = (long)sampleBytes;
        var packed = stride;
        for (var i = box.Rank - 1; i >= 0; i--)
        {
            if (box.Length[i] > 1 && packed != stride)
            {
                return null;
            }

            packed *= box.Length[i];
            offset += (box.Start[i] - region.Start[i]) * stride;
            stride *= region.Length[i];
        }

        return offset;
    }

    /// <summary>The axis whose samples are neighbours in the target only, and the one whose samples are in the source only; -1 for none.</summary>
    private static (int Row, int Column) FindMatrix(long* from, long* to, int rank, int sampleBytes)
    {
        var (row, column) = (-1, -1);
        for (var i = 0; i < rank && sampleBytes is 1 or 2 or 4 or 8; i++)
        {
            // A source that stands still is written over and over: no matrix.
            row = to[i] == sampleBytes && from[i] != sampleBytes && from[i] != 0 ? i : row;
            column = from[i] == sampleBytes && to[i] != sampleBytes ? i : column;
        }

        return (row, column);
    }

    private static void Matrices(
        byte* source, long* from, byte* target, long* to, long* lengths, int rank, (int Row, int Column) matrix, int sampleBytes)
    {
        // The two axes go to the end, the others keep their order.
        Move(from, rank, matrix);
        Move(to, rank, matrix);
        Move(lengths, rank, matrix);
        MatrixLoop(source, from, target, to, lengths, rank, sampleBytes);
    }

    private static void Move(long* values, int rank, (int Row, int Column) matrix)
    {
        var (row, column) = (values[matrix.Row], values[matrix.Column]);
        var kept = 0;
        for (var i = 0; i < rank; i++)
        {
            if (i != matrix.Row && i != matrix.Column)
            {
                values[kept++] = values[i];
            }
        }

        (values[kept], values[kept + 1]) = (row, column);
    }

    private static void MatrixLoop(byte* source, long* from, byte* target, long* to, long* lengths, int rank, int sampleBytes)
    {
        if (rank > 2)
        {
            for (var i = 0L; i < *lengths; i++)
            {
                MatrixLoop(source + (i * *from), from + 1, target + (i * *to), to + 1, lengths + 1, rank - 1, sampleBytes);
            }

            return;
        }

        MatrixTranspose.Run(source, from[0], target, to[1], lengths[0], lengths[1], sampleBytes);
    }

    private static void Loop(byte* source, long* from, byte* target, long* to, long* lengths, int rank, long run)
    {
        if (rank == 0)
        {
            Buffer.MemoryCopy(source, target, run, run);
            return;
        }

        if (rank > 1)
        {
            for (var i = 0L; i < *lengths; i++)
            {
                Loop(source + (i * *from), from + 1, target + (i * *to), to + 1, lengths + 1, rank - 1, run);
            }

            return;
        }

        Rows(source, *from, target, *to, *lengths, run);
    }

    private static void Rows(byte* source, long from, byte* target, long to, long count, long run)
    {
        switch (run)
        {
            case 1:
                Scatter<byte>(source, from, target, to, count);
                break;
            case 2:
                Scatter<ushort>(source, from, target, to, count);
                break;
            case 4:
                Scatter<uint>(source, from, target, to, count);
                break;
            case 8:
                Scatter<ulong>(source, from, target, to, count);
                break;
            default:
                for (var i = 0L; i < count; i++)
                {
                    Buffer.MemoryCopy(source + (i * from), target + (i * to), run, run);
                }

                break;
        }
    }

    private static void Scatter<T>(byte* source, long from, byte* target, long to, long count)
        where T : unmanaged
    {
        if (from == 0 && to == sizeof(T) && count <= int.MaxValue)
        {
            new Span<T>(target, (int)count).Fill(*(T*)source);
            return;
        }

        for (var left = count; left > 0; left--)
        {
            *(T*)target = *(T*)source;
            source += from;
            target += to;
        }
    }
}
