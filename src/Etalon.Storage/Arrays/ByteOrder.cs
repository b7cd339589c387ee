using System.Buffers.Binary;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>Turns big-endian samples into this machine's order, in place.</summary>
internal static unsafe class ByteOrder
{
    private const long PieceBytes = 1 << 30;

    /// <summary>Reverses the bytes of each sample; both parts of a complex one.</summary>
    public static void Swap(byte* samples, long bytes, SampleType type)
    {
        var size = type == SampleType.Complex64 ? 4 : type.Bytes();
        for (var done = 0L; done < bytes && size > 1; done += PieceBytes)
        {
            var count = (int)(Math.Min(PieceBytes, bytes - done) / size);
            SwapPiece(samples + done, count, size);
        }
    }

    private static void SwapPiece(byte* samples, int count, int size)
    {
        switch (size)
        {
            case 2:
                var twos = new Span<ushort>(samples, count);
                BinaryPrimitives.ReverseEndianness(twos, twos);
                break;
            case 4:
                var fours = new Span<uint>(samples, count);
                BinaryPrimitives.ReverseEndianness(fours, fours);
                break;
            default:
                var eights = new Span<ulong>(samples, count);
                BinaryPrimitives.ReverseEndianness(eights, eights);
                break;
        }
    }
}
