using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Etalon.Storage;

/// <summary>Where the chunks of a shard lie: offset and length of each in row-major order.</summary>
internal static unsafe class ShardIndex
{
    /// <summary>Offset and length of a chunk that is not stored.</summary>
    public const ulong Absent = ulong.MaxValue;

    private const int EntryBytes = 16;

    /// <summary>Bytes that an index takes.</summary>
    public static long BytesOf(long chunks, bool hasCrc) => (chunks * EntryBytes) + (hasCrc ? Crc32CStep.Bytes : 0);

    /// <summary>Reads and checks the index of a file.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or points outside the file.</exception>
    public static ulong[] Read(SafeFileHandle file, ZarrArrayInfo info, long chunks)
    {
        var length = RandomAccess.GetLength(file);
        var bytes = BytesOf(chunks, info.IndexHasCrc);
        if (length < bytes)
        {
            throw new InvalidDataException($"it has {length} bytes, its index alone takes {bytes}");
        }

        var index = new ulong[chunks * 2];
        var at = info.IndexFirst ? 0 : length - bytes;
        fixed (ulong* first = index)
        {
            FileBytes.Read(file, at, (byte*)first, chunks * EntryBytes);
            var stored = 0u;
            FileBytes.Read(file, at + (chunks * EntryBytes), (byte*)&stored, bytes - (chunks * EntryBytes));
            if (info.IndexHasCrc && stored != Crc32C.Of((byte*)first, chunks * EntryBytes))
            {
                throw new InvalidDataException("its index of chunks does not fit its checksum (crc32c)");
            }
        }

        Check(index, info, length);
        return index;
    }

    /// <summary>The index as it lies in the file, with its checksum.</summary>
    public static byte[] ToBytes(ReadOnlySpan<ulong> index)
    {
        var bytes = new byte[(index.Length * sizeof(ulong)) + Crc32CStep.Bytes];
        MemoryMarshal.AsBytes(index).CopyTo(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(bytes.Length - Crc32CStep.Bytes), Crc32C.Of(bytes.AsSpan(0, bytes.Length - Crc32CStep.Bytes)));
        return bytes;
    }

    private static void Check(ReadOnlySpan<ulong> index, ZarrArrayInfo info, long fileBytes)
    {
        var most = (ulong)MostBytes(info);
        for (var i = 0; i < index.Length; i += 2)
        {
            var (offset, length) = (index[i], index[i + 1]);
            if (offset == Absent && length == Absent)
            {
                continue;
            }

            if (offset > (ulong)fileBytes || length > (ulong)fileBytes - offset)
            {
                throw new InvalidDataException(
                    $"its index puts chunk {i / 2} of the shard at byte {offset}, {length} bytes long, outside the file of {fileBytes} bytes");
            }

            if (length > most)
            {
                throw new InvalidDataException(
                    $"its index says that chunk {i / 2} of the shard takes {length} bytes; one of {info.ChunkBytes} bytes takes {most} at most");
            }
        }
    }

    /// <summary>The most bytes a chunk may take: other writers' encoders may grow a little more than ours.</summary>
    public static long MostBytes(ZarrArrayInfo info)
    {
        if (info.Text == ZarrTextKind.Variable)
        {
            return ZarrTexts.MostBytes;
        }

        return info.Pipeline.IsPlain
            ? info.Pipeline.Bound(info.ChunkBytes)
            : info.ChunkBytes + (info.ChunkBytes / 8) + 65536;
    }
}
