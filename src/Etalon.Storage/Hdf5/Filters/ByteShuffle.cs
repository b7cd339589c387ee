using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Etalon.Storage;

/// <summary>The shuffle filter: first all first bytes of the elements, then all second bytes, …</summary>
/// <remarks>Elements of 2, 4 and 8 bytes are interleaved 16 at a time; a tail shorter than one element is copied.</remarks>
internal static unsafe class ByteShuffle
{
    private const int Lanes = 16;

    /// <summary>Planes to elements.</summary>
    public static void Decode(byte* source, byte* destination, long bytes, int elementBytes)
    {
        var count = elementBytes < 2 ? 0 : bytes / elementBytes;
        var done = count < Lanes || !Sse2.IsSupported ? 0 : DecodeVectors(source, destination, count, elementBytes);
        for (var plane = 0; plane < elementBytes && done < count; plane++)
        {
            var from = source + (plane * count);
            var to = destination + plane;
            for (var i = done; i < count; i++)
            {
                to[i * elementBytes] = from[i];
            }
        }

        var whole = count * elementBytes;
        Buffer.MemoryCopy(source + whole, destination + whole, bytes - whole, bytes - whole);
    }

    /// <summary>Elements to planes.</summary>
    public static void Encode(byte* source, byte* destination, long bytes, int elementBytes)
    {
        var count = elementBytes < 2 ? 0 : bytes / elementBytes;
        var done = count < Lanes || !Sse2.IsSupported ? 0 : EncodeVectors(source, destination, count, elementBytes);
        for (var plane = 0; plane < elementBytes && done < count; plane++)
        {
            var from = source + plane;
            var to = destination + (plane * count);
            for (var i = done; i < count; i++)
            {
                to[i] = from[i * elementBytes];
            }
        }

        var whole = count * elementBytes;
        Buffer.MemoryCopy(source + whole, destination + whole, bytes - whole, bytes - whole);
    }

    private static long DecodeVectors(byte* source, byte* destination, long count, int elementBytes)
    {
        var i = 0L;
        for (; elementBytes == 2 && i + Lanes <= count; i += Lanes)
        {
            Interleave(Vector128.Load(source + i), Vector128.Load(source + count + i), destination + (2 * i));
        }

        for (; elementBytes == 4 && i + Lanes <= count; i += Lanes)
        {
            Interleave4(source + i, count, destination + (4 * i));
        }

        for (; elementBytes == 8 && i + Lanes <= count; i += Lanes)
        {
            Interleave8(source + i, count, destination + (8 * i));
        }

        return i;
    }

    private static void Interleave(Vector128<byte> low, Vector128<byte> high, byte* to)
    {
        Sse2.UnpackLow(low, high).Store(to);
        Sse2.UnpackHigh(low, high).Store(to + 16);
    }

    private static void Interleave4(byte* from, long plane, byte* to)
    {
        var a = Vector128.Load(from);
        var b = Vector128.Load(from + plane);
        var c = Vector128.Load(from + (2 * plane));
        var d = Vector128.Load(from + (3 * plane));
        var abLow = Sse2.UnpackLow(a, b).AsUInt16();
        var abHigh = Sse2.UnpackHigh(a, b).AsUInt16();
        var cdLow = Sse2.UnpackLow(c, d).AsUInt16();
        var cdHigh = Sse2.UnpackHigh(c, d).AsUInt16();
        Sse2.UnpackLow(abLow, cdLow).AsByte().Store(to);
        Sse2.UnpackHigh(abLow, cdLow).AsByte().Store(to + 16);
        Sse2.UnpackLow(abHigh, cdHigh).AsByte().Store(to + 32);
        Sse2.UnpackHigh(abHigh, cdHigh).AsByte().Store(to + 48);
    }

    /// <summary>Two quads of planes become 4-byte halves, which are then interleaved.</summary>
    private static void Interleave8(byte* from, long plane, byte* to)
    {
        var low = stackalloc byte[64];
        var high = stackalloc byte[64];
        Interleave4(from, plane, low);
        Interleave4(from + (4 * plane), plane, high);
        for (var quarter = 0; quarter < 64; quarter += 16)
        {
            var first = Vector128.Load(low + quarter).AsUInt32();
            var second = Vector128.Load(high + quarter).AsUInt32();
            Sse2.UnpackLow(first, second).AsByte().Store(to + (2 * quarter));
            Sse2.UnpackHigh(first, second).AsByte().Store(to + (2 * quarter) + 16);
        }
    }

    private static long EncodeVectors(byte* source, byte* destination, long count, int elementBytes)
    {
        var i = 0L;
        for (; elementBytes == 2 && i + Lanes <= count; i += Lanes)
        {
            var a = Pairs(source + (2 * i));
            var b = Pairs(source + (2 * i) + 16);
            Sse2.UnpackLow(a, b).AsByte().Store(destination + i);
            Sse2.UnpackHigh(a, b).AsByte().Store(destination + count + i);
        }

        for (; elementBytes == 4 && i + Lanes <= count; i += Lanes)
        {
            Separate4(source + (4 * i), 16, destination + i, count);
        }

        var gathered = stackalloc byte[128];
        for (; elementBytes == 8 && i + Lanes <= count; i += Lanes)
        {
            // The lower and the upper halves of 16 elements, each separated like elements of 4 bytes.
            for (var k = 0; k < Lanes; k++)
            {
                Unsafe.WriteUnaligned(gathered + (4 * k), Unsafe.ReadUnaligned<uint>(source + (8 * (i + k))));
                Unsafe.WriteUnaligned(gathered + 64 + (4 * k), Unsafe.ReadUnaligned<uint>(source + (8 * (i + k)) + 4));
            }

            Separate4(gathered, 16, destination + i, count);
            Separate4(gathered + 64, 16, destination + (4 * count) + i, count);
        }

        return i;
    }

    private static Vector128<ulong> Pairs(byte* from) => Vector128.Shuffle(
        Vector128.Load(from), Vector128.Create((byte)0, 2, 4, 6, 8, 10, 12, 14, 1, 3, 5, 7, 9, 11, 13, 15)).AsUInt64();

    private static Vector128<uint> Quads(byte* from) => Vector128.Shuffle(
        Vector128.Load(from), Vector128.Create((byte)0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15)).AsUInt32();

    private static void Separate4(byte* from, int stride, byte* to, long plane)
    {
        var a = Quads(from);
        var b = Quads(from + stride);
        var c = Quads(from + (2 * stride));
        var d = Quads(from + (3 * stride));
        var abLow = Sse2.UnpackLow(a, b).AsUInt64();
        var abHigh = Sse2.UnpackHigh(a, b).AsUInt64();
        var cdLow = Sse2.UnpackLow(c, d).AsUInt64();
        var cdHigh = Sse2.UnpackHigh(c, d).AsUInt64();
        Sse2.UnpackLow(abLow, cdLow).AsByte().Store(to);
        Sse2.UnpackHigh(abLow, cdLow).AsByte().Store(to + plane);
        Sse2.UnpackLow(abHigh, cdHigh).AsByte().Store(to + (2 * plane));
        Sse2.UnpackHigh(abHigh, cdHigh).AsByte().Store(to + (3 * plane));
    }
}
