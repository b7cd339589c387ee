namespace Etalon.Storage;

/// <summary>Copies a box of samples between two layouts given by byte distances; axes are in the same order on both sides.</summary>
/// <remarks>
/// Axes of length 1 vanish and axes that lie behind one another on both sides become one, so that rows are copied as long as the
/// layouts allow.
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
            stride = checked(stride * lengths[i]);
        }
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
        var run = (long)sampleBytes;
        if (rank > 0 && from[rank - 1] == run && to[rank - 1] == run)
        {
            run *= count[--rank];
        }

        Loop(source, from, target, to, count, rank, run);
    }

    /// <summary>Writes one sample over all of a box.</summary>
    public static void Fill(byte* target, ReadOnlySpan<long> targetStrides, ReadOnlySpan<long> lengths, ReadOnlySpan<byte> sample)
    {
        var to = stackalloc long[MostAxes];
        var none = stackalloc long[MostAxes];
        var count = stackalloc long[MostAxes];
        targetStrides.CopyTo(new Span<long>(to, MostAxes));
        targetStrides.CopyTo(new Span<long>(none, MostAxes));
        lengths.CopyTo(new Span<long>(count, MostAxes));
        var rank = Merge(new Span<long>(none, lengths.Length), new Span<long>(to, lengths.Length), new Span<long>(count, lengths.Length));
        var run = 1L;
        if (rank > 0 && to[rank - 1] == sample.Length)
        {
            run = count[--rank];
        }

        FillLoop(target, to, count, rank, run, sample);
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
        for (var i = 0L; i < count; i++)
        {
            *(T*)(target + (i * to)) = *(T*)(source + (i * from));
        }
    }

    private static void FillLoop(byte* target, long* to, long* lengths, int rank, long run, ReadOnlySpan<byte> sample)
    {
        if (rank == 0)
        {
            FillRun(target, run * sample.Length, sample);
            return;
        }

        for (var i = 0L; i < *lengths; i++)
        {
            FillLoop(target + (i * *to), to + 1, lengths + 1, rank - 1, run, sample);
        }
    }

    private static void FillRun(byte* target, long bytes, ReadOnlySpan<byte> sample)
    {
        sample.CopyTo(new Span<byte>(target, sample.Length));

        // What is filled is copied behind itself, at most 64 KiB at once so that the source stays in the nearest cache.
        for (var done = (long)sample.Length; done < bytes;)
        {
            var more = Math.Min(Math.Min(done, 65536 / sample.Length * sample.Length), bytes - done);
            Buffer.MemoryCopy(target, target + done, more, more);
            done += more;
        }
    }
}
