using System.Buffers.Binary;

namespace Etalon.Storage;

/// <summary>The checksum that the filter of that name puts behind a chunk.</summary>
internal static class Fletcher32
{
    /// <summary>Bytes that the checksum takes.</summary>
    public const int Bytes = 4;

    /// <summary>The checksum of big-endian 16-bit words; an odd last byte counts as the upper half of a word.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var low = 0u;
        var high = 0u;
        while (bytes.Length > 1)
        {
            // 360 words cannot overflow the sums.
            var words = Math.Min(bytes.Length / 2, 360);
            for (var i = 0; i < words; i++)
            {
                low += BinaryPrimitives.ReadUInt16BigEndian(bytes[(2 * i)..]);
                high += low;
            }

            low = (low & 0xFFFF) + (low >> 16);
            high = (high & 0xFFFF) + (high >> 16);
            bytes = bytes[(2 * words)..];
        }

        if (bytes.Length == 1)
        {
            low += (uint)bytes[0] << 8;
            high += low;
            low = (low & 0xFFFF) + (low >> 16);
            high = (high & 0xFFFF) + (high >> 16);
        }

        low = (low & 0xFFFF) + (low >> 16);
        high = (high & 0xFFFF) + (high >> 16);
        return (high << 16) | low;
    }

    /// <summary>The bytes without their checksum.</summary>
    /// <exception cref="InvalidDataException">The checksum does not fit.</exception>
    public static ReadOnlySpan<byte> Verify(ReadOnlySpan<byte> stored)
    {
        if (stored.Length < Bytes)
        {
            throw new InvalidDataException("the checksum is missing");
        }

        var bytes = stored[..^Bytes];
        var written = BinaryPrimitives.ReadUInt32LittleEndian(stored[^Bytes..]);
        var computed = Of(bytes);

        // Library versions before 1.6.3 swapped the bytes of each half.
        var swapped = ((computed & 0x00FF00FF) << 8) | ((computed >> 8) & 0x00FF00FF);
        return written == computed || written == swapped
            ? bytes
            : throw new InvalidDataException("its checksum (fletcher32) does not fit");
    }
}
