using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>Reads regions of one array of a store, whatever its version and codecs. Thread-safe.</summary>
internal sealed class ZarrArray : IDisposable
{
    private const int OpenFiles = 64;

    private readonly ContainedFolder _folder;
    private readonly ShardCache _files;
    private readonly ChunkGrid _shards;
    private readonly long[] _chunk;
    private readonly long[] _chunksOfShard;
    private readonly long[] _chunkStrides;
    private readonly long _chunksInShard;
    private readonly Lazy<double> _ratio;
    private long _bytesRead;

    /// <summary>Opens nothing yet.</summary>
    public ZarrArray(ContainedFolder folder, ZarrArrayInfo info)
    {
        Info = info;
        _folder = folder;
        _files = new ShardCache(OpenFiles, OpenShard);
        _shards = new ChunkGrid(info.Shape, info.Shard);
        _chunk = [.. info.Chunk];
        _chunksOfShard = [.. info.ChunksOfShard];
        _chunksInShard = _chunksOfShard.Aggregate(1L, (product, count) => product * count);
        _chunkStrides = StoredStrides(info);
        _ratio = new Lazy<double>(MeasureRatio);
    }

    /// <summary>What the metadata say.</summary>
    public ZarrArrayInfo Info { get; }

    /// <summary>The grid of files.</summary>
    public ChunkGrid Shards => _shards;

    /// <summary>Chunks of a file.</summary>
    public long ChunksInShard => _chunksInShard;

    /// <summary>Whether a part of a chunk costs only its own bytes.</summary>
    public bool ReadsParts => Info.Pipeline.IsPlain && Info.Order.IsEmpty && !Info.IsBigEndian;

    /// <summary>Bytes on disk per byte of samples, from the sizes of a few files.</summary>
    public double StoredRatio => Info.Pipeline.IsPlain ? 1 : _ratio.Value;

    /// <summary>Bytes taken from files so far.</summary>
    public long BytesRead => Interlocked.Read(ref _bytesRead);

    /// <summary>Byte distances of neighbours in a decoded chunk, along the array's axes.</summary>
    internal ReadOnlySpan<long> ChunkStrides => _chunkStrides;

    /// <summary>Fills the target with the region, packed, in this machine's byte order.</summary>
    /// <param name="region">What to read.</param>
    /// <param name="target">Where it goes.</param>
    /// <param name="scratch">Room for chunks on their way.</param>
    /// <param name="cancellation">Stops between two chunks.</param>
    /// <param name="pages">Where chunks lie that need not be read; null for none.</param>
    public unsafe void Read(in Region region, byte* target, BufferPool scratch, CancellationToken cancellation, ChunkPages? pages = null)
    {
        if (region.IsEmpty)
        {
            return;
        }

        var rank = region.Rank;
        Span<long> numbers = stackalloc long[7 * BoxCopy.MostAxes];
        var walk = new ChunkWalk(region.Start.AsSpan(), region.Length.AsSpan(), _chunk, numbers);
        var strides = numbers.Slice(6 * BoxCopy.MostAxes, rank);
        BoxCopy.Strides(region.Length.AsSpan(), Info.SampleBytes, strides);
        var held = Numbers(walk.Place).Shard;
        var file = _files.Hold(held);
        var read = 0L;
        try
        {
            do
            {
                cancellation.ThrowIfCancellationRequested();
                var (shard, inside) = Numbers(walk.Place);
                if (shard != held)
                {
                    var next = _files.Hold(shard);
                    file.Release();
                    (file, held) = (next, shard);
                }

                var offset = 0L;
                for (var i = 0; i < rank; i++)
                {
                    offset += (walk.Start[i] + (walk.Place[i] * _chunk[i]) - region.Start[i]) * strides[i];
                }

                var box = new ChunkBox { Start = walk.Start, Length = walk.Length, Target = target + offset, TargetStrides = strides };
                read += ReadChunk(file, inside, walk.Place, box, scratch, pages, cancellation);
            }
            while (walk.Next());
        }
        finally
        {
            file.Release();
            Interlocked.Add(ref _bytesRead, read);
        }
    }

    /// <summary>Asks the system to read ahead what the region needs.</summary>
    public void Prefetch(in Region region)
    {
        if (region.IsEmpty)
        {
            return;
        }

        Span<long> numbers = stackalloc long[7 * BoxCopy.MostAxes];
        var walk = new ChunkWalk(region.Start.AsSpan(), region.Length.AsSpan(), _chunk, numbers);
        var run = default(AheadRun);
        do
        {
            var (shard, inside) = Numbers(walk.Place);
            if (run.Shard != shard || run.File is null)
            {
                run.Flush();
                run = new AheadRun { File = _files.Hold(shard), Shard = shard };
            }

            run.Add(run.File.Place(inside));
        }
        while (walk.Next());
        run.Flush();
    }

    /// <summary>The file and the number inside it of a chunk.</summary>
    public (long Shard, long Inside) PlaceOf(ReadOnlySpan<long> chunk) => Numbers(chunk);

    /// <summary>Counts bytes that were taken without <see cref="Read"/>.</summary>
    public void Count(long bytes) => Interlocked.Add(ref _bytesRead, bytes);

    /// <summary>Opens the file of that number; the caller releases it.</summary>
    public ShardFile HoldShard(long shard) => _files.Hold(shard);

    /// <summary>The path of the file of that number.</summary>
    public string ShardPath(long shard) => Path.Combine(_folder.Path, Info.Path, Info.Keys.Of(PlaceOf(shard, _shards.Counts.AsSpan())));

    /// <summary>The place in the grid of chunks of a chunk of a file.</summary>
    public System.Collections.Immutable.ImmutableArray<long> ChunkPlace(long shard, long inside)
    {
        var outer = PlaceOf(shard, _shards.Counts.AsSpan());
        var inner = PlaceOf(inside, _chunksOfShard);
        return [.. outer.Select((place, axis) => (place * _chunksOfShard[axis]) + inner[axis])];
    }

    /// <inheritdoc />
    public void Dispose() => _files.Dispose();

    /// <summary>Names a chunk and its place for messages.</summary>
    internal static string Where(ReadOnlySpan<long> chunk, long offset) =>
        string.Create(CultureInfo.InvariantCulture, $"chunk ({string.Join(", ", chunk.ToArray())}) at byte {offset}");

    private double MeasureRatio()
    {
        const int looked = 8;
        var (stored, samples) = (0L, 0L);
        var step = Math.Max(1, _shards.Count / looked);
        for (var shard = 0L; shard < _shards.Count; shard += step)
        {
            var file = new FileInfo(ShardPath(shard));
            stored += file.Exists ? file.Length : 0;
            samples += _shards[shard].Samples * Info.SampleBytes;
        }

        return samples > 0 ? (double)stored / samples : 1;
    }

    private ShardFile OpenShard(long shard) => ShardFile.Open(_folder, ShardPath(shard), Info, _chunksInShard);

    private static long[] PlaceOf(long number, ReadOnlySpan<long> counts)
    {
        var place = new long[counts.Length];
        for (var i = place.Length - 1; i >= 0; i--)
        {
            place[i] = number % counts[i];
            number /= counts[i];
        }

        return place;
    }

    private (long Shard, long Inside) Numbers(ReadOnlySpan<long> chunk)
    {
        var shard = 0L;
        var inside = 0L;
        for (var i = 0; i < chunk.Length; i++)
        {
            var (file, rest) = Math.DivRem(chunk[i], _chunksOfShard[i]);
            shard = (shard * _shards.Counts[i]) + file;
            inside = (inside * _chunksOfShard[i]) + rest;
        }

        return (shard, inside);
    }

    private long ReadChunk(
        ShardFile file, long inside, ReadOnlySpan<long> chunk, in ChunkBox box, BufferPool scratch, ChunkPages? pages,
        CancellationToken cancellation)
    {
        var (offset, _) = file.Place(inside);
        if (offset < 0)
        {
            unsafe
            {
                BoxFill.Run(box.Target, box.TargetStrides, box.Length, Info.Fill.AsSpan());
            }

            return 0;
        }

        try
        {
            return new ChunkRead(Info, _chunkStrides, file, inside, pages).Run(box, scratch, cancellation);
        }
        catch (Exception error) when (StorageFaults.IsReading(error))
        {
            throw StorageFaults.Reading(file.Path, Where(chunk, offset), error);
        }
    }

    private static long[] StoredStrides(ZarrArrayInfo info)
    {
        var strides = new long[info.Chunk.Length];
        if (info.Order.IsEmpty)
        {
            BoxCopy.Strides(info.Chunk.AsSpan(), info.SampleBytes, strides);
            return strides;
        }

        var stride = (long)info.SampleBytes;
        for (var i = info.Order.Length - 1; i >= 0; i--)
        {
            strides[info.Order[i]] = stride;
            stride *= info.Chunk[info.Order[i]];
        }

        return strides;
    }
}
