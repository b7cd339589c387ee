using System.Buffers.Binary;

namespace Etalon.Native;

/// <summary>The Blosc 1 container: blocks, shuffle, and a codec inside. Every call stands alone, on any thread.</summary>
public static unsafe class Blosc
{
    /// <summary>Bytes of the header, and the most that incompressible data grow by.</summary>
    public const int HeaderBytes = 16;

    /// <summary>The most bytes that one container holds.</summary>
    public const int MaximumBytes = int.MaxValue - HeaderBytes;

    private const string Library = "c-blosc";
    private const int StoredFlag = 2;

    /// <summary>Room that <see cref="Compress(ReadOnlySpan{byte}, Span{byte}, string, int, BloscShuffle, int, int)"/> needs at most.</summary>
    public static int Bound(int bytes) => checked(bytes + HeaderBytes);

    /// <summary>Compresses.</summary>
    /// <param name="source">Samples.</param>
    /// <param name="destination">Room of at least <see cref="Bound"/> bytes.</param>
    /// <param name="codec">blosclz, lz4, lz4hc, snappy, zlib or zstd.</param>
    /// <param name="level">0 (store) to 9.</param>
    /// <param name="shuffle">What is done before.</param>
    /// <param name="sampleBytes">Bytes of one sample, 1 to 255.</param>
    /// <param name="blockBytes">Bytes of a block; 0 lets the library choose.</param>
    /// <returns>Bytes written.</returns>
    public static int Compress(
        ReadOnlySpan<byte> source,
        Span<byte> destination,
        string codec,
        int level,
        BloscShuffle shuffle,
        int sampleBytes,
        int blockBytes = 0)
    {
        fixed (byte* from = source, to = destination)
        {
            return Compress(from, source.Length, to, destination.Length, codec, level, shuffle, sampleBytes, blockBytes);
        }
    }

    /// <summary>Compresses from pointer to pointer.</summary>
    public static int Compress(
        byte* source,
        int bytes,
        byte* destination,
        int capacity,
        string codec,
        int level,
        BloscShuffle shuffle,
        int sampleBytes,
        int blockBytes = 0)
    {
        if (capacity < Bound(bytes))
        {
            throw new NativeException(
                Library, "blosc_compress_ctx", 0, $"{capacity} bytes are too few: {bytes} bytes may need {Bound(bytes)}");
        }

        var written = BloscRaw.Compress(
            level, (int)shuffle, sampleBytes, bytes, source, destination, capacity, codec, blockBytes, threads: 1);
        return written > 0
            ? written
            : throw new NativeException(
                Library, "blosc_compress_ctx", written, $"cannot compress {bytes} bytes with {codec}, level {level}");
    }

    /// <summary>Bytes that a container decodes to, after every field of its header has been checked.</summary>
    /// <exception cref="NativeException">It is damaged, or no Blosc container.</exception>
    public static int DecodedBytes(ReadOnlySpan<byte> source)
    {
        fixed (byte* from = source)
        {
            return DecodedBytes(from, source.Length);
        }
    }

    /// <summary>Bytes that a container decodes to, after every field of its header has been checked.</summary>
    public static int DecodedBytes(byte* source, int bytes)
    {
        if (bytes < HeaderBytes)
        {
            throw Damaged($"{bytes} bytes are shorter than a header");
        }

        var header = new ReadOnlySpan<byte>(source, HeaderBytes);
        var decoded = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
        var block = BinaryPrimitives.ReadUInt32LittleEndian(header[8..]);
        var encoded = BinaryPrimitives.ReadUInt32LittleEndian(header[12..]);
        if (header[0] is 0 or > 2)
        {
            throw Damaged($"version {header[0]} of the format is unknown");
        }

        if (encoded != (uint)bytes)
        {
            throw Damaged($"its header says {encoded} bytes, there are {bytes}");
        }

        if (decoded > MaximumBytes || block > MaximumBytes || header[3] == 0 || (decoded > 0 && (block == 0 || block > decoded)))
        {
            throw Damaged($"its header says {decoded} bytes in blocks of {block}, samples of {header[3]}");
        }

        RequireRoomForBlocks(header[2], decoded, block, encoded);
        nint confirmed;
        var code = BloscRaw.Validate(source, bytes, &confirmed);
        return code == 0 && confirmed == (nint)decoded
            ? (int)decoded
            : throw new NativeException(Library, "blosc_cbuffer_validate", code, "a damaged container");
    }

    /// <summary>Decodes into room that must fit exactly what the container says.</summary>
    /// <returns>Bytes written.</returns>
    public static int Decompress(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        fixed (byte* from = source, to = destination)
        {
            return Decompress(from, source.Length, to, destination.Length);
        }
    }

    /// <summary>Decodes from pointer to pointer.</summary>
    public static int Decompress(byte* source, int bytes, byte* destination, int capacity)
    {
        var decoded = DecodedBytes(source, bytes);
        if (decoded > capacity)
        {
            throw Damaged($"it decodes to {decoded} bytes, expected were at most {capacity}");
        }

        if (decoded == 0)
        {
            return 0;
        }

        var written = BloscRaw.Decompress(source, destination, capacity, threads: 1);
        return written == decoded
            ? written
            : throw new NativeException(Library, "blosc_decompress_ctx", written, "a damaged container");
    }

    /// <summary>A stored container holds its bytes; any other holds the offset of each block.</summary>
    private static void RequireRoomForBlocks(byte flags, uint decoded, uint block, uint encoded)
    {
        if (decoded == 0)
        {
            return;
        }

        var blocks = (((long)decoded + block) - 1) / block;
        var needed = (flags & StoredFlag) != 0 ? HeaderBytes + (long)decoded : HeaderBytes + (4 * blocks);
        if (needed > encoded)
        {
            throw Damaged($"{encoded} bytes cannot hold {blocks} blocks of {block} bytes");
        }
    }

    private static NativeException Damaged(string why) =>
        new(Library, "blosc_decompress_ctx", 0, $"a damaged container: {why}");
}
