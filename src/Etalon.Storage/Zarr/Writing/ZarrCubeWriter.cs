using System.Collections.Concurrent;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>Writes the shards of one array.</summary>
internal sealed class ZarrCubeWriter : ICubeWriter
{
    private readonly ConcurrentDictionary<long, ShardWriter> _open = new();
    private readonly ConcurrentDictionary<long, byte[]?> _done = new();
    private readonly DurableFolders _folders;
    private readonly ContainedFolder _store;
    private readonly ZarrArrayInfo _info;
    private readonly ZarrArray _paths;
    private readonly ChunkPipeline _encoding;
    private readonly long[] _chunk;
    private readonly long[] _chunkStrides;
    private readonly long[] _chunksOfShard;
    private long _bytesWritten;

    /// <summary>Makes nothing yet.</summary>
    public ZarrCubeWriter(CubeInfo cube, ZarrArrayInfo info, ContainedFolder store, DurableFolders folders)
    {
        Cube = cube;
        Chunks = new ChunkGrid(info.Shape, info.Chunk);
        Shards = new ChunkGrid(info.Shape, info.Shard);
        _info = info;
        _store = store;
        _folders = folders;
        _paths = new ZarrArray(store, info);
        _chunk = [.. info.Chunk];
        _chunksOfShard = [.. info.ChunksOfShard];
        _chunkStrides = new long[_chunk.Length];
        BoxCopy.Strides(_chunk, info.SampleBytes, _chunkStrides);

        // The checksum is the shard writer's work: it is needed for the digest, too.
        _encoding = new ChunkPipeline([.. info.Pipeline.Steps.Where(step => step is not Crc32CStep)]);
    }

    /// <inheritdoc />
    public CubeInfo Cube { get; }

    /// <inheritdoc />
    public ChunkGrid Chunks { get; }

    /// <inheritdoc />
    public ChunkGrid Shards { get; }

    /// <inheritdoc />
    public long BytesWritten => Interlocked.Read(ref _bytesWritten);

    /// <summary>The array as its metadata will describe it.</summary>
    public ZarrArrayInfo Info => _info;

    /// <summary>Finished shards that have a file: its path within the store, and the digest of its contents.</summary>
    public IEnumerable<(string Path, byte[] Digest)> Files =>
        from shard in _done
        where shard.Value is not null
        orderby shard.Key
        select (Path.GetRelativePath(_store.Path, _paths.ShardPath(shard.Key)), shard.Value!);

    /// <inheritdoc />
    public unsafe void Write(in Region region, byte* source, BufferPool scratch, CancellationToken cancellation)
    {
        RequireWholeChunks(region);
        if (region.IsEmpty)
        {
            return;
        }

        var rank = region.Rank;
        Span<long> numbers = stackalloc long[ChunkWalk.Room + BoxCopy.MostAxes];
        var walk = new ChunkWalk(region.Start.AsSpan(), region.Length.AsSpan(), _chunk, numbers);
        var strides = numbers.Slice(ChunkWalk.Room, rank);
        BoxCopy.Strides(region.Length.AsSpan(), _info.SampleBytes, strides);
        do
        {
            cancellation.ThrowIfCancellationRequested();
            var offset = 0L;
            for (var i = 0; i < rank; i++)
            {
                offset += ((walk.Place[i] * _chunk[i]) - region.Start[i]) * strides[i];
            }

            WriteChunk(walk.Place, new ChunkBox { Start = walk.Start, Length = walk.Length, Target = source + offset, TargetStrides = strides }, scratch);
        }
        while (walk.Next());
    }

    /// <inheritdoc />
    public void FinishShard(long shard)
    {
        var path = _paths.ShardPath(shard);
        if (_done.ContainsKey(shard) && !_open.ContainsKey(shard))
        {
            return;
        }

        try
        {
            using var writer = _open.TryRemove(shard, out var open) ? open : NewShard(shard);
            var (bytes, digest) = writer.Finish();
            Interlocked.Add(ref _bytesWritten, bytes);
            _done[shard] = digest;
        }
        catch (Exception error) when (StorageFaults.IsWriting(error))
        {
            throw StorageFaults.Writing(path, error);
        }
    }

    /// <inheritdoc />
    public bool AdoptShard(long shard)
    {
        if (_open.ContainsKey(shard))
        {
            return false;
        }

        try
        {
            var digest = ZarrContent.Digest(_paths, shard);
            if (digest is not null)
            {
                _done[shard] = digest;
            }

            return digest is not null;
        }
        catch (RefusalException refusal) when (refusal.Kind == RefusalKind.Corrupt)
        {
            return false;
        }
    }

    /// <summary>Finishes what was begun but not finished, before the metadata are written.</summary>
    public void FinishAll()
    {
        foreach (var shard in _open.Keys.Order())
        {
            FinishShard(shard);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var writer in _open.Values)
        {
            writer.Dispose();
        }

        _open.Clear();
        _paths.Dispose();
    }

    private unsafe void WriteChunk(ReadOnlySpan<long> chunk, in ChunkBox box, BufferPool scratch)
    {
        NativeBuffer? whole = null;
        try
        {
            var samples = box.Target;
            if (!box.IsPackedChunk(_chunk, _chunkStrides))
            {
                whole = scratch.Rent(_info.ChunkBytes);
                samples = whole.Pointer;
                if (box.Samples * _info.SampleBytes < _info.ChunkBytes)
                {
                    BoxFill.Run(samples, _chunkStrides, _chunk, _info.Fill.AsSpan());
                }

                BoxCopy.Run(box.Target, box.TargetStrides, samples, _chunkStrides, box.Length, _info.SampleBytes);
            }

            if (!IsFill(samples))
            {
                Store(chunk, samples, scratch);
            }
        }
        finally
        {
            whole?.Dispose();
        }
    }

    private unsafe void Store(ReadOnlySpan<long> chunk, byte* samples, BufferPool scratch)
    {
        var (shard, inside) = Numbers(chunk);
        try
        {
            var writer = _open.GetOrAdd(shard, NewShard);
            if (_encoding.Steps.IsEmpty)
            {
                Interlocked.Add(ref _bytesWritten, writer.Write(inside, samples, _info.ChunkBytes));
                return;
            }

            using var encoded = scratch.Rent(_encoding.Bound(_info.ChunkBytes));
            var bytes = _encoding.Encode(samples, _info.ChunkBytes, encoded.Pointer, encoded.Length);
            Interlocked.Add(ref _bytesWritten, writer.Write(inside, encoded.Pointer, bytes));
        }
        catch (Exception error) when (StorageFaults.IsWriting(error))
        {
            throw StorageFaults.Writing(_paths.ShardPath(shard), error);
        }
    }

    /// <summary>Whether all samples are the fill value, bit by bit: the first is, and each equals the one before it.</summary>
    private unsafe bool IsFill(byte* samples)
    {
        const int most = 1 << 30;
        var step = _info.SampleBytes;
        if (!new ReadOnlySpan<byte>(samples, step).SequenceEqual(_info.Fill.AsSpan()))
        {
            return false;
        }

        var left = _info.ChunkBytes - step;
        for (var at = samples; left > 0;)
        {
            var piece = (int)Math.Min(left, most);
            if (!new ReadOnlySpan<byte>(at, piece).SequenceEqual(new ReadOnlySpan<byte>(at + step, piece)))
            {
                return false;
            }

            at += piece;
            left -= piece;
        }

        return true;
    }

    private (long Shard, long Inside) Numbers(ReadOnlySpan<long> chunk)
    {
        var (shard, inside) = (0L, 0L);
        for (var i = 0; i < chunk.Length; i++)
        {
            var (file, rest) = Math.DivRem(chunk[i], _chunksOfShard[i]);
            shard = (shard * Shards.Counts[i]) + file;
            inside = (inside * _chunksOfShard[i]) + rest;
        }

        return (shard, inside);
    }

    private ShardWriter NewShard(long shard)
    {
        var chunks = _paths.ChunksInShard;
        var expected = _encoding.Steps.IsEmpty
            ? (StoredChunks(shard) * (_info.ChunkBytes + Crc32CStep.Bytes)) + ShardIndex.BytesOf(chunks, hasCrc: true)
            : long.MaxValue;
        return new ShardWriter(_folders, _paths.ShardPath(shard), chunks, expected);
    }

    /// <summary>Chunks of a shard that hold samples; the last shard along an axis may have fewer.</summary>
    private long StoredChunks(long shard)
    {
        var region = Shards[shard];
        var count = 1L;
        for (var i = 0; i < _chunk.Length; i++)
        {
            count *= (region.Length[i] + _chunk[i] - 1) / _chunk[i];
        }

        return count;
    }

    private void RequireWholeChunks(in Region region)
    {
        for (var i = 0; i < _chunk.Length; i++)
        {
            var end = region.End(i);
            if (region.Start[i] % _chunk[i] != 0 || (end % _chunk[i] != 0 && end != _info.Shape[i]) || end > _info.Shape[i])
            {
                throw new ArgumentException($"{region} is not made of whole chunks of [{string.Join(", ", _chunk)}].", nameof(region));
            }
        }
    }
}
