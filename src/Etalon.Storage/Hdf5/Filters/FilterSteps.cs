using System.Buffers.Binary;
using Etalon.Native;

namespace Etalon.Storage;

/// <summary>The filters that are undone here, outside the library's lock.</summary>
internal static unsafe class FilterSteps
{
    private const int BitshuffleLz4 = 2;
    private const int BitshuffleZstd = 3;
    private const int BitshuffleMultiple = 8;

    // A block of bitshuffle is 8 KiB; files may say otherwise, within reason.
    private const int MaximumBlockBytes = 64 << 20;

    [ThreadStatic]
    private static byte[]? _block;

    /// <summary>The step for a filter, or null where only the library knows it.</summary>
    public static FilterStep? Find(Hdf5Filter filter, int sampleBytes) => filter.Id switch
    {
        Hdf5Filter.DeflateId => Deflate.Decompress,
        Hdf5Filter.ShuffleId => Shuffle(filter.Parameters.Count > 0 ? (int)Math.Min(filter.Parameters[0], 1 << 20) : sampleBytes),
        Hdf5Filter.Fletcher32Id => Checksum,
        Hdf5Filter.LzfId => Lzf.Decode,
        Hdf5Filter.BloscId => Blosc.Decompress,
        Hdf5Filter.Lz4Id => Lz4Blocks,
        Hdf5Filter.ZstdId => Zstd.Decompress,
        Hdf5Filter.BitshuffleId => Bitshuffle(filter, sampleBytes),
        _ => null,
    };

    private static int Checksum(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        var bytes = Fletcher32.Verify(source);
        Require(bytes.Length <= destination.Length, "it is longer than a chunk");
        bytes.CopyTo(destination);
        return bytes.Length;
    }

    private static FilterStep Shuffle(int elementBytes) => (source, destination) =>
    {
        Require(source.Length <= destination.Length, "it is longer than a chunk");
        fixed (byte* from = source, to = destination)
        {
            ByteShuffle.Decode(from, to, source.Length, elementBytes);
        }

        return source.Length;
    };

    /// <summary>8 bytes of size and 4 of block size, then blocks with 4 bytes of length each; all big-endian.</summary>
    private static int Lz4Blocks(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        Require(source.Length >= 12, "the lz4 header is missing");
        var total = BinaryPrimitives.ReadUInt64BigEndian(source);
        var block = BinaryPrimitives.ReadUInt32BigEndian(source[8..]);
        Require(total <= (ulong)destination.Length && (block > 0 || total == 0), "its lz4 header does not fit a chunk");
        source = source[12..];
        var done = 0;
        while (done < (int)total)
        {
            var length = (int)Math.Min(block, (uint)((int)total - done));
            var encoded = TakeBlock(ref source);
            if (encoded.Length == length)
            {
                encoded.CopyTo(destination[done..]);
            }
            else
            {
                Require(Lz4.Decompress(encoded, destination.Slice(done, length)) == length, "an lz4 block is short");
            }

            done += length;
        }

        return done;
    }

    private static FilterStep? Bitshuffle(Hdf5Filter filter, int sampleBytes)
    {
        var parameters = filter.Parameters;
        var elementBytes = parameters.Count > 2 ? (int)Math.Clamp(parameters[2], 1, 4096) : sampleBytes;
        var block = parameters.Count > 3 && parameters[3] > 0 ? (long)parameters[3] * elementBytes : DefaultBlock(elementBytes);
        return (parameters.Count > 4 ? parameters[4] : 0) switch
        {
            0 => (source, destination) => BitshufflePlain(source, destination, elementBytes, block),
            BitshuffleLz4 => (source, destination) => BitshuffleCoded(source, destination, elementBytes, Lz4.Decompress),
            BitshuffleZstd => (source, destination) => BitshuffleCoded(source, destination, elementBytes, Zstd.Decompress),
            _ => null,
        };
    }

    private static long DefaultBlock(int elementBytes) =>
        (long)Math.Max(128, 8192 / elementBytes / BitshuffleMultiple * BitshuffleMultiple) * elementBytes;

    private static int BitshufflePlain(ReadOnlySpan<byte> source, Span<byte> destination, int elementBytes, long block)
    {
        Require(source.Length <= destination.Length && block <= MaximumBlockBytes, "it is longer than a chunk");
        fixed (byte* from = source, to = destination)
        {
            var whole = source.Length / elementBytes / BitshuffleMultiple * BitshuffleMultiple * (long)elementBytes;
            for (var done = 0L; done < whole; done += block)
            {
                var bytes = (int)Math.Min(block, whole - done);
                BitTranspose.Decode(from + done, to + done, bytes, elementBytes);
            }

            Buffer.MemoryCopy(from + whole, to + whole, source.Length - whole, source.Length - whole);
        }

        return source.Length;
    }

    /// <summary>8 bytes of size and 4 of block size, then encoded blocks of transposed bits, then up to 7 elements as they are.</summary>
    private static int BitshuffleCoded(ReadOnlySpan<byte> source, Span<byte> destination, int elementBytes, FilterStep decode)
    {
        Require(source.Length >= 12, "the bitshuffle header is missing");
        var total = BinaryPrimitives.ReadUInt64BigEndian(source);
        var block = BinaryPrimitives.ReadUInt32BigEndian(source[8..]);
        Require(
            total <= (ulong)destination.Length && block <= MaximumBlockBytes && block % (BitshuffleMultiple * elementBytes) == 0
                && (block > 0 || total == 0),
            "its bitshuffle header does not fit a chunk");
        source = source[12..];
        var whole = (int)((long)total / elementBytes / BitshuffleMultiple * BitshuffleMultiple * elementBytes);
        var rows = Scratch((int)block);
        for (var done = 0; done < whole;)
        {
            var bytes = Math.Min((int)block, whole - done);
            Require(decode(TakeBlock(ref source), rows.AsSpan(0, bytes)) == bytes, "a bitshuffle block is short");
            fixed (byte* from = rows, to = destination[done..])
            {
                BitTranspose.Decode(from, to, bytes, elementBytes);
            }

            done += bytes;
        }

        var rest = (int)total - whole;
        Require(source.Length >= rest, "its last elements are missing");
        source[..rest].CopyTo(destination[whole..]);
        return (int)total;
    }

    private static ReadOnlySpan<byte> TakeBlock(ref ReadOnlySpan<byte> source)
    {
        Require(source.Length >= 4, "a block's length is missing");
        var length = BinaryPrimitives.ReadUInt32BigEndian(source);
        Require(length <= (uint)(source.Length - 4), "a block ends outside the chunk");
        var block = source.Slice(4, (int)length);
        source = source[(4 + (int)length)..];
        return block;
    }

    private static byte[] Scratch(int bytes)
    {
        if (_block is null || _block.Length < bytes)
        {
            _block = GC.AllocateUninitializedArray<byte>(Math.Max(bytes, 16 << 10));
        }

        return _block;
    }

    private static void Require(bool fits, string what)
    {
        if (!fits)
        {
            throw new InvalidDataException(what);
        }
    }
}
