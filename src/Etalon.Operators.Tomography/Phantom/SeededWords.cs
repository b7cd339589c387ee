using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Etalon.Numerics;

namespace Etalon.Operators.Tomography;

/// <summary>Random words by seed, stream and place; a place has the same words in any order of asking.</summary>
internal sealed class SeededWords(long seed)
{
    /// <summary>Streams are so far apart: 2^56 words, more than a cube can have.</summary>
    private const int StreamShift = 56;

    private readonly Philox _philox = new((ulong)seed);

    /// <summary>Bytes held.</summary>
    public const long Bytes = 2 * sizeof(uint) * Philox.StripWords;

    /// <summary>A number from 0 to 1, 1 not included.</summary>
    public double Uniform(PhantomStream stream, long place)
    {
        var words = MemoryMarshal.Cast<uint, ulong>(_philox.Words(((ulong)stream << StreamShift) + ((ulong)place * 2), 2));
        return (words[0] >> 11) * (1.0 / (1L << 53));
    }

    /// <summary>Sixteen words of 64 bits: the group of that number.</summary>
    public (Vector512<ulong> Low, Vector512<ulong> High) Group(int stream, long number)
    {
        var (low, high) = _philox.Group((((ulong)stream << StreamShift) / Philox.GroupWords) + (ulong)number);
        return (Vector512.AsUInt64(low), Vector512.AsUInt64(high));
    }

    /// <summary>How many events fall where a mean is expected, and where among <paramref name="length"/> places; at most as many as there is room.</summary>
    public int Events(int stream, long number, double mean, int length, Span<int> places, Span<double> sizes)
    {
        if (!(mean > 0))
        {
            return 0;
        }

        var first = ((ulong)stream << StreamShift) + ((ulong)number * EventWords);
        var words = MemoryMarshal.Cast<uint, ulong>(_philox.Words(first, EventWords));
        var share = (words[0] >> 11) * (1.0 / (1L << 53));
        var chance = VectorExp.Of(Vector512.Create(-mean))[0];
        var below = chance;
        var count = 0;
        while (share >= below && count < MostEvents && count < places.Length)
        {
            count++;
            chance *= mean / count;
            below += chance;
        }

        for (var i = 0; i < count; i++)
        {
            places[i] = (int)Math.BigMul(words[1 + (2 * i)], (ulong)length, out _);
            sizes[i] = (words[2 + (2 * i)] >> 11) * (1.0 / (1L << 53));
        }

        return count;
    }

    /// <summary>The most events of one row.</summary>
    public const int MostEvents = 31;

    private const int EventWords = 128;
}
