using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>Lends parts of plain chunks from mapped shards: a kernel then reads the system's cache itself, and nothing is copied.</summary>
/// <remarks>
/// Measured on a store of 2.56 GB in the page cache, two threads: 39 GB/s by reading into reused buffers, 70 GB/s from pages that are
/// mapped; and with the copy goes the half of a core's cache that it took from the kernel.
/// </remarks>
internal sealed unsafe class ChunkLending(ZarrArray array)
{
    /// <summary>Smaller parts are copied faster than they are lent.</summary>
    private const long LeastBytes = 64L << 10;

    /// <summary>So much may be lent whatever the budget, and so much is lent between two looks at it.</summary>
    private const long AlwaysBytes = 32L << 20;

    private const int PartsOfWhole = 8;

    private readonly bool _canLend = array.ReadsParts;
    private long _lent;

    /// <summary>The region, where it lies packed within one stored chunk.</summary>
    public LentSamples? TryLend(in Region region, BufferPool pool, CancellationToken cancellation)
    {
        var info = array.Info;
        var bytes = region.Samples * info.SampleBytes;
        if (!_canLend || bytes < LeastBytes || region.Rank > BoxCopy.MostAxes || FirstByte(region) is not { } first)
        {
            return null;
        }

        Span<long> place = stackalloc long[region.Rank];
        for (var i = 0; i < place.Length; i++)
        {
            place[i] = region.Start[i] / info.Chunk[i];
        }

        var (shard, inside) = array.PlaceOf(place);
        var file = array.HoldShard(shard);
        byte* pointer = null;
        try
        {
            pointer = Bring(file, inside, first, bytes, cancellation);
        }
        catch (Exception error) when (StorageFaults.IsReading(error))
        {
            throw StorageFaults.Reading(file.Path, ZarrArray.Where(place, file.Place(inside).Offset), error);
        }
        finally
        {
            if (pointer is null)
            {
                file.Release();
            }
        }

        if (pointer is null)
        {
            return null;
        }

        array.Count(bytes);
        if (Interlocked.Add(ref _lent, bytes) >= AlwaysBytes)
        {
            Interlocked.Exchange(ref _lent, 0);
            MappedFiles.Trim(Math.Max(AlwaysBytes, pool.FreeBytes));
        }

        return new LentSamples(pointer, file.Release);
    }

    /// <summary>Where the region begins within its chunk; null where it is not one run of one chunk.</summary>
    private long? FirstByte(in Region region)
    {
        var chunk = array.Info.Chunk;
        var first = 0L;
        var mustBeOne = false;
        for (var i = region.Rank - 1; i >= 0; i--)
        {
            var start = region.Start[i] % chunk[i];
            if (start + region.Length[i] > chunk[i] || (mustBeOne && region.Length[i] != 1))
            {
                return null;
            }

            mustBeOne |= region.Length[i] != chunk[i];
            first += start * array.ChunkStrides[i];
        }

        return first;
    }

    private byte* Bring(ShardFile file, long inside, long first, long bytes, CancellationToken cancellation)
    {
        var chunkBytes = array.Info.ChunkBytes;
        var (offset, length) = file.Place(inside);
        var tail = array.Info.Pipeline.EndsWithCrc ? Crc32CStep.Bytes : 0;

        // Kernels read whole samples, so these must lie at multiples of their length.
        if (offset < 0 || length != chunkBytes + tail || offset % array.Info.SampleBytes != 0
            || file.Map(array.ChunksInShard) is not { } map)
        {
            return null;
        }

        if (tail > 0 && file.Checked?.Has(inside) != true)
        {
            cancellation.ThrowIfCancellationRequested();
            Check(file, map.Bring(inside, offset, length, isWhole: true), inside);
        }

        // A large part brings its whole chunk: the rest is likely to be wanted next, and a whole chunk is not asked for again.
        var isWhole = bytes * PartsOfWhole >= chunkBytes;
        var pointer = isWhole
            ? map.Bring(inside, offset, chunkBytes, isWhole: true)
            : map.Bring(inside, offset + first, bytes, isWhole: false);
        return pointer is not null ? pointer + (isWhole ? first : 0) : throw Unreadable();
    }

    private void Check(ShardFile file, byte* chunk, long inside)
    {
        if (chunk is null)
        {
            throw Unreadable();
        }

        var bytes = array.Info.ChunkBytes;
        if (System.Runtime.CompilerServices.Unsafe.ReadUnaligned<uint>(chunk + bytes) != Crc32C.Of(chunk, bytes))
        {
            throw Crc32CStep.Differs();
        }

        file.Checked?.Add(inside);
    }

    private static InvalidDataException Unreadable() => new("its bytes cannot be read; the file may have become shorter, or the disk fails");
}
