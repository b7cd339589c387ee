using Etalon.Cubes;
using Microsoft.Win32.SafeHandles;

namespace Etalon.Storage;

/// <summary>Fetches a part of one stored chunk in the cheapest way.</summary>
/// <remarks>
/// A plain chunk that is read whole for the first time is checked against its checksum, piece by piece while the piece is still in
/// the cache; encoded chunks are checked each time. The first small part of a plain chunk is read alone and cannot be checked; whoever
/// comes back for another one gets it from the checked, mapped pages of the whole chunk.
/// </remarks>
internal readonly unsafe ref struct ChunkRead(
    ZarrArrayInfo info, ReadOnlySpan<long> chunkStrides, ShardFile shard, long chunk, ChunkPages? pages)
{
    private const long PieceBytes = 256 << 10;

    private readonly ReadOnlySpan<long> _strides = chunkStrides;
    private readonly SafeFileHandle _file = shard.Handle!;
    private readonly long _offset = shard.Place(chunk).Offset;
    private readonly long _bytes = shard.Place(chunk).Bytes;

    /// <summary>Reads the part.</summary>
    /// <returns>Bytes taken from the file.</returns>
    public long Run(in ChunkBox box, BufferPool scratch, CancellationToken cancellation)
    {
        var isPacked = box.IsPackedChunk(info.Chunk.AsSpan(), _strides);
        if (!info.Pipeline.IsPlain)
        {
            return Decode(box, isPacked, scratch);
        }

        var chunkBytes = info.ChunkBytes;
        var tail = info.Pipeline.EndsWithCrc ? Crc32CStep.Bytes : 0;
        if (_bytes != chunkBytes + tail)
        {
            throw new InvalidDataException($"it has {_bytes} bytes instead of {chunkBytes + tail}");
        }

        if (isPacked)
        {
            ReadPlain(box.Target);
            if (info.IsBigEndian)
            {
                ByteOrder.Swap(box.Target, chunkBytes, SwapType);
            }

            return _bytes;
        }

        var lying = pages is null ? null : pages.BringAgain(shard, chunk, cancellation);
        if (lying is not null)
        {
            BoxCopy.Run(lying + box.OffsetIn(_strides), _strides, box.Target, box.TargetStrides, box.Length, info.SampleBytes);
            var taken = box.Samples * info.SampleBytes;
            pages!.Took(taken, scratch);
            return taken;
        }

        // Half of a chunk in pieces costs as much as all of it in one go, and all of it can be checked; once is enough.
        if (info.IsBigEndian || !info.Order.IsEmpty || ((box.Samples * info.SampleBytes * 2) >= chunkBytes && !IsChecked))
        {
            using var whole = scratch.Rent(chunkBytes);
            ReadPlain(whole.Pointer);
            CopyOut(whole.Pointer, box);
            return _bytes;
        }

        return RawBox.Read(
            _file, _offset + box.OffsetIn(_strides), _strides, box.Target, box.TargetStrides, box.Length, info.SampleBytes, scratch,
            cancellation);
    }

    /// <summary>Reads and decodes the whole chunk.</summary>
    public void Decode(byte* target, BufferPool scratch)
    {
        using var encoded = scratch.Rent(_bytes);
        FileBytes.Read(_file, _offset, encoded.Pointer, _bytes);
        info.Pipeline.Decode(encoded.Pointer, _bytes, target, info.ChunkBytes, scratch);
    }

    /// <summary>The numbers whose byte order is turned; code points in texts.</summary>
    private SampleType SwapType => info.Text == ZarrTextKind.FixedPoints ? SampleType.UInt32 : info.Type;

    private long Decode(in ChunkBox box, bool isPacked, BufferPool scratch)
    {
        if (isPacked)
        {
            Decode(box.Target, scratch);
            if (info.IsBigEndian)
            {
                ByteOrder.Swap(box.Target, info.ChunkBytes, SwapType);
            }

            return _bytes;
        }

        using var whole = scratch.Rent(info.ChunkBytes);
        Decode(whole.Pointer, scratch);
        CopyOut(whole.Pointer, box);
        return _bytes;
    }

    private bool IsChecked => !info.Pipeline.EndsWithCrc || shard.Checked?.Has(chunk) == true;

    private void CopyOut(byte* whole, in ChunkBox box)
    {
        if (info.IsBigEndian)
        {
            ByteOrder.Swap(whole, info.ChunkBytes, SwapType);
        }

        BoxCopy.Run(whole + box.OffsetIn(_strides), _strides, box.Target, box.TargetStrides, box.Length, info.SampleBytes);
    }

    private void ReadPlain(byte* target)
    {
        var total = info.ChunkBytes;
        if (IsChecked)
        {
            FileBytes.Read(_file, _offset, target, total);
            return;
        }

        var crc = 0u;
        for (var done = 0L; done < total; done += PieceBytes)
        {
            var piece = Math.Min(PieceBytes, total - done);
            FileBytes.Read(_file, _offset + done, target + done, piece);
            crc = Crc32C.Of(target + done, piece, crc);
        }

        var stored = 0u;
        FileBytes.Read(_file, _offset + total, (byte*)&stored, Crc32CStep.Bytes);
        if (stored != crc)
        {
            throw Crc32CStep.Differs();
        }

        shard.Checked?.Add(chunk);
    }
}
