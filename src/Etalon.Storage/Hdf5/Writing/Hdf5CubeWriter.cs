using System.Collections.Immutable;
using Etalon.Cubes;
using Etalon.Native;

namespace Etalon.Storage;

/// <summary>Writes the samples of one HDF5 dataset: uncut ones by parallel pwrite at their place, chunks encoded outside the lock.</summary>
internal sealed unsafe class Hdf5CubeWriter : ICubeWriter
{
    // What is written is sent to the disk while more is computed, so that the last flush has little left to do.
    private const long WriteBehindBytes = 1 << 20;

    private readonly AsideFile _file;
    private readonly Hdf5Dataset _dataset;
    private readonly string _path;
    private readonly int? _level;
    private readonly bool _shuffles;
    private readonly uint _skipDeflate;
    private readonly long _offset;
    private readonly long[] _strides;
    private readonly int _sampleBytes;
    private long _bytesWritten;

    private Hdf5CubeWriter(AsideFile file, string path, Hdf5Dataset dataset, CubeInfo cube, ChunkGrid chunks, int? level, bool shuffles)
    {
        _file = file;
        _path = path;
        _dataset = dataset;
        _level = level;
        _shuffles = shuffles;

        // Steps that a chunk leaves out are marked by a bit each, in their order.
        _skipDeflate = shuffles ? 2u : 1u;
        _sampleBytes = cube.Type.Bytes();
        _strides = BoxCopy.Strides(cube.Shape.AsSpan(), _sampleBytes);
        Cube = cube;
        Chunks = chunks;
        Shards = new ChunkGrid(chunks.Shape, chunks.Shape);
        if (level is null)
        {
            _offset = dataset.FileOffset ?? throw new InvalidOperationException("The dataset has no place in its file.");
            _ = FileSpace.Take(file.Handle, _offset + cube.Bytes, keepLength: true);
        }
    }

    /// <inheritdoc />
    public CubeInfo Cube { get; }

    /// <inheritdoc />
    public ChunkGrid Chunks { get; }

    /// <inheritdoc />
    public ChunkGrid Shards { get; }

    /// <inheritdoc />
    public long BytesWritten => Interlocked.Read(ref _bytesWritten);

    /// <summary>The dataset, for attributes and scales.</summary>
    public Hdf5Dataset Dataset => _dataset;

    /// <summary>Makes the dataset and its writer.</summary>
    public static Hdf5CubeWriter Create(
        AsideFile file, string path, Hdf5Group group, string name, CubeInfo cube, CubeLayout layout, WriterOptions options)
    {
        ImmutableArray<long> chunk = [.. cube.Shape.Select((length, i) => Math.Clamp(i < layout.Chunk.Length ? layout.Chunk[i] : length, 1, length))];
        var deflates = options.Deflates(layout) && cube.Rank > 0;
        var spec = new Hdf5DatasetSpec(LibraryArray.NumberTypeOf(cube.Type), cube.Shape)
        {
            SkipFilling = true,
            AllocateEarly = !deflates,
            ChunkShape = deflates ? chunk : null,
            Filters = !deflates ? [] : options.Shuffles ? [Hdf5Filter.Shuffle, Hdf5Filter.Deflate(options.Level)] : [Hdf5Filter.Deflate(options.Level)],
        };
        return AsideFile.Guarded(path, () => new Hdf5CubeWriter(
            file, path, group.CreateDataset(name, spec), cube, new ChunkGrid(cube.Shape, chunk), deflates ? options.Level : null, options.Shuffles));
    }

    /// <inheritdoc />
    public void Write(in Region region, byte* source, BufferPool scratch, CancellationToken cancellation)
    {
        try
        {
            if (_level is { } level)
            {
                WriteChunks(region, source, level, scratch, cancellation);
            }
            else
            {
                WriteRuns(region, source, cancellation);
            }
        }
        catch (Exception error) when (AsideFile.IsFailure(error))
        {
            throw AsideFile.Failed(_path, error);
        }
    }

    /// <inheritdoc />
    public void FinishShard(long shard) => AsideFile.Guarded(_path, () =>
    {
        RandomAccess.FlushToDisk(_file.Handle);
        return true;
    });

    /// <inheritdoc />
    public bool AdoptShard(long shard) => false;

    /// <inheritdoc />
    public void Dispose() => _dataset.Dispose();

    private void WriteRuns(in Region region, byte* source, CancellationToken cancellation)
    {
        if (region.IsEmpty)
        {
            return;
        }

        var run = (long)_sampleBytes;
        var outer = region.Rank;
        while (outer > 0 && (region.Length[outer - 1] == 1 || _strides[outer - 1] == run))
        {
            run *= region.Length[outer - 1];
            outer--;
        }

        var at = new long[outer];
        var first = _offset;
        for (var i = 0; i < region.Rank; i++)
        {
            first += region.Start[i] * _strides[i];
        }

        long place;
        do
        {
            cancellation.ThrowIfCancellationRequested();
            place = first;
            for (var i = 0; i < outer; i++)
            {
                place += at[i] * _strides[i];
            }

            WriteRun(place, source, run);
            source += run;
        }
        while (Next(at, region));

        if (place + run - first >= WriteBehindBytes)
        {
            FileSpace.StartWriting(_file.Handle, first, place + run - first);
        }
    }

    private void WriteRun(long place, byte* source, long bytes)
    {
        const int piece = 8 << 20;
        for (var done = 0L; done < bytes; done += piece)
        {
            var length = (int)Math.Min(piece, bytes - done);
            RandomAccess.Write(_file.Handle, new ReadOnlySpan<byte>(source + done, length), place + done);
        }

        Interlocked.Add(ref _bytesWritten, bytes);
    }

    private static bool Next(long[] at, in Region region)
    {
        for (var i = at.Length - 1; i >= 0; i--)
        {
            if (++at[i] < region.Length[i])
            {
                return true;
            }

            at[i] = 0;
        }

        return false;
    }

    private void WriteChunks(in Region region, byte* source, int level, BufferPool scratch, CancellationToken cancellation)
    {
        var bytes = Region.Of(Chunks.Chunk).Samples * _sampleBytes;
        using var whole = scratch.Rent(bytes);
        using var planes = scratch.Rent(bytes);
        foreach (var ordinal in Chunks.Touching(region))
        {
            cancellation.ThrowIfCancellationRequested();
            var inside = Chunks[ordinal];
            if (!region.Contains(inside))
            {
                throw new ArgumentException($"The region {region} cuts the chunk at {inside}.", nameof(region));
            }

            var chunk = new Region(inside.Start, Chunks.Chunk);
            if (!chunk.Equals(inside))
            {
                whole.Bytes.Clear();
            }

            BoxCopy.Run(inside, source, region, whole.Pointer, chunk, _sampleBytes);
            var (plain, target) = _shuffles ? (planes, whole) : (whole, planes);
            if (_shuffles)
            {
                ByteShuffle.Encode(whole.Pointer, planes.Pointer, bytes, _sampleBytes);
            }

            // Deflate that does not make it smaller is left out, and the chunk says so.
            var encoded = Deflate.Compress(plain.Bytes, target.Bytes, level);
            var isSmaller = encoded > 0;
            var stored = isSmaller ? encoded : bytes;
            _dataset.WriteChunk(
                chunk.Start.AsSpan(), isSmaller ? target.Pointer : plain.Pointer, stored, isSmaller ? 0 : _skipDeflate);
            Interlocked.Add(ref _bytesWritten, stored);
        }
    }
}
