using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>Plain chunks of a store that Etalon wrote, where they lie in the system's cache.</summary>
internal sealed unsafe class ChunkPages(ZarrArray array)
{
    /// <summary>So much may be mapped whatever the budget, and so much is used between two looks at it.</summary>
    private const long AlwaysBytes = 32L << 20;

    private const int PartsOfWhole = 8;

    private long _taken;

    /// <summary>Where a part of a chunk lies in memory; null where it must be read. The file must be held while it is used.</summary>
    /// <param name="file">The file.</param>
    /// <param name="inside">The chunk's number in it.</param>
    /// <param name="first">Where the part begins within the chunk, in bytes.</param>
    /// <param name="bytes">The length of the part.</param>
    /// <param name="cancellation">Stops before a chunk is checked.</param>
    public byte* Bring(ShardFile file, long inside, long first, long bytes, CancellationToken cancellation)
    {
        // Kernels read whole samples, so these must lie at multiples of their length.
        if (file.Place(inside).Offset % array.Info.SampleBytes != 0 || Map(file, inside) is not { } map)
        {
            return null;
        }

        CheckOnce(file, map, inside, cancellation);
        var chunkBytes = array.Info.ChunkBytes;
        var offset = file.Place(inside).Offset;

        // A large part brings its whole chunk: the rest is likely to be wanted next, and a whole chunk is not asked for again.
        var isWhole = bytes * PartsOfWhole >= chunkBytes;
        var pointer = isWhole
            ? map.Bring(inside, offset, chunkBytes, isWhole: true)
            : map.Bring(inside, offset + first, bytes, isWhole: false);
        return pointer is not null ? pointer + (isWhole ? first : 0) : throw Unreadable();
    }

    /// <summary>
    /// A whole chunk where it lies in memory, for somebody who wants a part; null where the part is better read. Who asks for a
    /// chunk a second time goes through it part by part, so that it pays to bring all of it.
    /// </summary>
    public byte* BringAgain(ShardFile file, long inside, CancellationToken cancellation)
    {
        if (Map(file, inside) is not { } map || !map.WasAsked(inside))
        {
            return null;
        }

        CheckOnce(file, map, inside, cancellation);
        var pointer = map.Bring(inside, file.Place(inside).Offset, array.Info.ChunkBytes, isWhole: true);
        return pointer is not null ? pointer : throw Unreadable();
    }

    /// <summary>Counts what was used; now and then the pages that exceed the budget are forgotten.</summary>
    public void Took(long bytes, BufferPool pool)
    {
        if (Interlocked.Add(ref _taken, bytes) >= AlwaysBytes)
        {
            Interlocked.Exchange(ref _taken, 0);
            MappedFiles.Trim(Math.Max(AlwaysBytes, pool.FreeBytes));
        }
    }

    /// <summary>The file's pages, if a whole chunk lies there.</summary>
    private MappedFile? Map(ShardFile file, long inside)
    {
        var tail = array.Info.Pipeline.EndsWithCrc ? Crc32CStep.Bytes : 0;
        var (offset, length) = file.Place(inside);
        return offset >= 0 && length == array.Info.ChunkBytes + tail ? file.Map(array.ChunksInShard) : null;
    }

    private void CheckOnce(ShardFile file, MappedFile map, long inside, CancellationToken cancellation)
    {
        if (array.Info.Pipeline.EndsWithCrc && file.Checked?.Has(inside) != true)
        {
            cancellation.ThrowIfCancellationRequested();
            var (offset, length) = file.Place(inside);
            Check(file, map.Bring(inside, offset, length, isWhole: true), inside);
        }
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
