using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>Copies boxes between row-major arrays.</summary>
internal static unsafe class StridedBox
{
    /// <summary>Byte distances of neighbours along each axis in a packed array.</summary>
    public static long[] Strides(ReadOnlySpan<long> lengths, int sampleBytes)
    {
        var strides = new long[lengths.Length];
        var stride = (long)sampleBytes;
        for (var i = lengths.Length - 1; i >= 0; i--)
        {
            strides[i] = stride;
            stride = checked(stride * Math.Max(1, lengths[i]));
        }

        return strides;
    }

    /// <summary>Copies the samples of <paramref name="common"/> from one packed box to another; both contain it.</summary>
    public static void Copy(in Region common, byte* source, in Region held, byte* destination, in Region wanted, int sampleBytes)
    {
        var from = Strides(held.Length.AsSpan(), sampleBytes);
        var to = Strides(wanted.Length.AsSpan(), sampleBytes);
        for (var i = 0; i < common.Rank; i++)
        {
            source += (common.Start[i] - held.Start[i]) * from[i];
            destination += (common.Start[i] - wanted.Start[i]) * to[i];
        }

        Copy(source, from, destination, to, common.Length.AsSpan(), sampleBytes);
    }

    /// <summary>Copies a box between two arrays of given byte distances.</summary>
    public static void Copy(
        byte* source, ReadOnlySpan<long> from, byte* destination, ReadOnlySpan<long> to, ReadOnlySpan<long> lengths, int sampleBytes)
    {
        // Inner axes that are packed on both sides make one run.
        var run = (long)sampleBytes;
        var rank = lengths.Length;
        while (rank > 0 && (lengths[rank - 1] == 1 || (from[rank - 1] == run && to[rank - 1] == run)))
        {
            run *= lengths[rank - 1];
            rank--;
        }

        if (rank == 0)
        {
            Buffer.MemoryCopy(source, destination, run, run);
            return;
        }

        Loop(source, from[..rank], destination, to[..rank], lengths[..rank], run);
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

    /// <summary>Sets every sample of a packed stretch to one value.</summary>
    public static void Fill(byte* destination, long samples, ReadOnlySpan<byte> value)
    {
        var bytes = samples * value.Length;
        if (samples == 0)
        {
            return;
        }

        value.CopyTo(new Span<byte>(destination, value.Length));
        for (var done = (long)value.Length; done < bytes; done *= 2)
        {
            var more = Math.Min(done, bytes - done);
            Buffer.MemoryCopy(destination, destination + done, more, more);
        }
    }

    private static void Loop(
        byte* source, ReadOnlySpan<long> from, byte* destination, ReadOnlySpan<long> to, ReadOnlySpan<long> lengths, long run)
    {
        if (lengths.Length > 1)
        {
            for (var i = 0L; i < lengths[0]; i++)
            {
                Loop(source + (i * from[0]), from[1..], destination + (i * to[0]), to[1..], lengths[1..], run);
            }

            return;
        }

        switch (run)
        {
            case 4:
                for (var i = 0L; i < lengths[0]; i++)
                {
                    *(uint*)(destination + (i * to[0])) = *(uint*)(source + (i * from[0]));
                }

                break;
            case 8:
                for (var i = 0L; i < lengths[0]; i++)
                {
                    *(ulong*)(destination + (i * to[0])) = *(ulong*)(source + (i * from[0]));
                }

                break;
            default:
                for (var i = 0L; i < lengths[0]; i++)
                {
                    Buffer.MemoryCopy(source + (i * from[0]), destination + (i * to[0]), run, run);
                }

                break;
        }
    }
}
