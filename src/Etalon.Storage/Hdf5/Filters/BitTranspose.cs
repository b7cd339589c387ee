using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Etalon.Storage;

/// <summary>Undoes the bit transposition of bitshuffle for one block.</summary>
/// <remarks>
/// A block of n elements (n a multiple of 8) of s bytes is stored as 8·s rows of n bits: row 8·j + k holds bit k of byte j of every
/// element. Sixty-four bytes are turned at once: eight rows of eight bytes, a byte permutation, then three rounds that swap
/// bits within each 8×8 bit square. 128-bit and scalar machines take one square at a time.
/// </remarks>
internal static unsafe class BitTranspose
{
    private static readonly Vector512<byte> Across = Vector512.Create(
        (byte)0, 8, 16, 24, 32, 40, 48, 56, 1, 9, 17, 25, 33, 41, 49, 57, 2, 10, 18, 26, 34, 42, 50, 58, 3, 11, 19, 27, 35, 43, 51,
        59, 4, 12, 20, 28, 36, 44, 52, 60, 5, 13, 21, 29, 37, 45, 53, 61, 6, 14, 22, 30, 38, 46, 54, 62, 7, 15, 23, 31, 39, 47, 55,
        63);

    [ThreadStatic]
    private static byte[]? _planes;

    /// <summary>Decodes one block.</summary>
    /// <param name="source">The rows.</param>
    /// <param name="destination">The elements.</param>
    /// <param name="bytes">A multiple of eight elements.</param>
    /// <param name="elementBytes">Bytes of one element.</param>
    public static void Decode(byte* source, byte* destination, int bytes, int elementBytes)
    {
        var elements = bytes / elementBytes;
        if (elementBytes == 1)
        {
            DecodePlane(source, destination, elements / 8);
            return;
        }

        if (_planes is null || _planes.Length < bytes)
        {
            _planes = GC.AllocateUninitializedArray<byte>(Math.Max(bytes, 16 << 10));
        }

        fixed (byte* planes = _planes)
        {
            for (var plane = 0; plane < elementBytes; plane++)
            {
                DecodePlane(source + ((long)plane * elements), planes + ((long)plane * elements), elements / 8);
            }

            ByteShuffle.Decode(planes, destination, bytes, elementBytes);
        }
    }

    /// <summary>The same without vectors; the yardstick of the tests and the way on other machines.</summary>
    public static void DecodePlaneScalar(byte* source, byte* destination, int rowBytes, int from)
    {
        for (var at = from; at < rowBytes; at++)
        {
            var square = 0UL;
            for (var row = 0; row < 8; row++)
            {
                square |= (ulong)source[((long)row * rowBytes) + at] << (8 * row);
            }

            var swap = (square ^ (square >> 7)) & 0x00AA00AA00AA00AAUL;
            square ^= swap ^ (swap << 7);
            swap = (square ^ (square >> 14)) & 0x0000CCCC0000CCCCUL;
            square ^= swap ^ (swap << 14);
            swap = (square ^ (square >> 28)) & 0x00000000F0F0F0F0UL;
            square ^= swap ^ (swap << 28);
            Unsafe.WriteUnaligned(destination + (8L * at), square);
        }
    }

    private static void DecodePlane(byte* source, byte* destination, int rowBytes)
    {
        var at = 0;
        if (Avx512Vbmi.IsSupported)
        {
            for (; at + 8 <= rowBytes; at += 8)
            {
                var from = source + at;
                var rows = Vector512.Create(
                    Eight(from), Eight(from + rowBytes), Eight(from + (2L * rowBytes)), Eight(from + (3L * rowBytes)),
                    Eight(from + (4L * rowBytes)), Eight(from + (5L * rowBytes)), Eight(from + (6L * rowBytes)),
                    Eight(from + (7L * rowBytes)));
                var squares = Avx512Vbmi.PermuteVar64x8(rows.AsByte(), Across).AsUInt64();
                Turn(squares).AsByte().Store(destination + (8L * at));
            }
        }

        DecodePlaneScalar(source, destination, rowBytes, at);
    }

    private static ulong Eight(byte* from) => Unsafe.ReadUnaligned<ulong>(from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Turn(Vector512<ulong> squares)
    {
        var swap = (squares ^ (squares >>> 7)) & Vector512.Create(0x00AA00AA00AA00AAUL);
        squares = squares ^ swap ^ (swap << 7);
        swap = (squares ^ (squares >>> 14)) & Vector512.Create(0x0000CCCC0000CCCCUL);
        squares = squares ^ swap ^ (swap << 14);
        swap = (squares ^ (squares >>> 28)) & Vector512.Create(0x00000000F0F0F0F0UL);
        return squares ^ swap ^ (swap << 28);
    }
}
