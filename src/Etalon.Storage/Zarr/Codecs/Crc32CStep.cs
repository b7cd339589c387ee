using System.Buffers.Binary;

namespace Etalon.Storage;

/// <summary>The bytes and their CRC-32C behind them.</summary>
internal sealed unsafe class Crc32CStep : ChunkStep
{
    /// <summary>Bytes of the checksum.</summary>
    public const int Bytes = 4;

    /// <inheritdoc />
    public override string Name => "crc32c";

    /// <inheritdoc />
    public override long Growth(long bytes) => Bytes;

    /// <summary>Checks; gives how many bytes stand before the checksum.</summary>
    public static long Check(byte* source, long bytes)
    {
        if (bytes < Bytes)
        {
            throw new InvalidDataException($"its {bytes} bytes hold no checksum");
        }

        var stored = BinaryPrimitives.ReadUInt32LittleEndian(new ReadOnlySpan<byte>(source + bytes - Bytes, Bytes));
        return Crc32C.Of(source, bytes - Bytes) == stored ? bytes - Bytes : throw Differs();
    }

    /// <summary>The fault of bytes that do not fit their checksum.</summary>
    public static InvalidDataException Differs() => new("it does not fit its checksum (crc32c)");

    /// <inheritdoc />
    public override long Decode(byte* source, long bytes, byte* target, long capacity)
    {
        var count = Check(source, bytes);
        if (count > capacity)
        {
            throw new InvalidDataException($"it holds {count} bytes, {capacity} fit");
        }

        Buffer.MemoryCopy(source, target, capacity, count);
        return count;
    }

    /// <inheritdoc />
    public override long Encode(byte* source, long bytes, byte* target, long capacity)
    {
        if (source != target)
        {
            Buffer.MemoryCopy(source, target, capacity, bytes);
        }

        BinaryPrimitives.WriteUInt32LittleEndian(new Span<byte>(target + bytes, Bytes), Crc32C.Of(target, bytes));
        return bytes + Bytes;
    }
}
