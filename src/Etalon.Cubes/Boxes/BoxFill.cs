namespace Etalon.Cubes;

/// <summary>Writes one sample over all of a box.</summary>
public static unsafe class BoxFill
{
    /// <summary>Fills a box given by byte distances.</summary>
    public static void Run(byte* target, ReadOnlySpan<long> targetStrides, ReadOnlySpan<long> lengths, ReadOnlySpan<byte> sample)
    {
        var to = stackalloc long[BoxCopy.MostAxes];
        var none = stackalloc long[BoxCopy.MostAxes];
        var count = stackalloc long[BoxCopy.MostAxes];
        targetStrides.CopyTo(new Span<long>(to, BoxCopy.MostAxes));
        targetStrides.CopyTo(new Span<long>(none, BoxCopy.MostAxes));
        lengths.CopyTo(new Span<long>(count, BoxCopy.MostAxes));
        var rank = BoxCopy.Merge(new Span<long>(none, lengths.Length), new Span<long>(to, lengths.Length), new Span<long>(count, lengths.Length));
        var run = 1L;
        if (rank > 0 && to[rank - 1] == sample.Length)
        {
            run = count[--rank];
        }

        Loop(target, to, count, rank, run, sample);
    }

    /// <summary>Fills a packed stretch of samples.</summary>
    public static void Run(byte* target, long samples, ReadOnlySpan<byte> sample)
    {
        if (samples == 0)
        {
            return;
        }

        var bytes = samples * sample.Length;
        sample.CopyTo(new Span<byte>(target, sample.Length));

        // What is filled is copied behind itself, at most 64 KiB at once so that the source stays in the nearest cache.
        for (var done = (long)sample.Length; done < bytes;)
        {
            var more = Math.Min(Math.Min(done, 65536 / sample.Length * sample.Length), bytes - done);
            Buffer.MemoryCopy(target, target + done, more, more);
            done += more;
        }
    }

    private static void Loop(byte* target, long* to, long* lengths, int rank, long run, ReadOnlySpan<byte> sample)
    {
        if (rank == 0)
        {
            Run(target, run, sample);
            return;
        }

        for (var i = 0L; i < *lengths; i++)
        {
            Loop(target + (i * *to), to + 1, lengths + 1, rank - 1, run, sample);
        }
    }
}
