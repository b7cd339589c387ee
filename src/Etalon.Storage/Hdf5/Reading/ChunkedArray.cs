using System.Collections.Immutable;
using Etalon.Cubes;
using Etalon.Native;

namespace Etalon.Storage;

/// <summary>A chunked HDF5 dataset: stored bytes cross the library's lock, decoding happens outside it.</summary>
internal sealed unsafe class ChunkedArray : StoredArray
{
    private readonly Hdf5Dataset _dataset;
    private readonly FilterPipeline _pipeline;
    private readonly ChunkGrid _grid;
    private readonly ReadOnlyMemory<byte> _fill;
    private readonly bool _isForeignOrder;
    private readonly int _chunkBytes;
    private readonly DecodedChunks _decoded;

    /// <summary>Takes over the dataset.</summary>
    public ChunkedArray(Hdf5Dataset dataset, SampleType type, FilterPipeline pipeline, ReadOnlyMemory<byte> fill)
        : base([.. dataset.Shape], type)
    {
        _dataset = dataset;
        _pipeline = pipeline;
        _fill = fill;
        _isForeignOrder = dataset.Type.Order == Hdf5ByteOrder.Big;
        Chunk = [.. dataset.Creation.ChunkShape];
        _grid = new ChunkGrid(Shape, Chunk);
        _chunkBytes = checked((int)(Region.Of(Chunk).Samples * type.Bytes()));
        _decoded = new DecodedChunks(_chunkBytes);
        var bytes = Region.Of(Shape).Samples * (double)type.Bytes();
        StoredRatio = pipeline.IsEmpty ? 1 : Math.Min(1.1, dataset.StorageBytes / Math.Max(1, bytes));
    }

    /// <inheritdoc />
    public override ImmutableArray<long> Chunk { get; }

    /// <inheritdoc />
    public override bool ReadsParts => false;

    /// <inheritdoc />
    public override double StoredRatio { get; }

    /// <inheritdoc />
    public override double DecodeBytesPerSecond => _pipeline.DecodeBytesPerSecond;

    /// <inheritdoc />
    public override void Read(in Region region, byte* destination, BufferPool scratch, CancellationToken cancellation)
    {
        foreach (var ordinal in _grid.Touching(region))
        {
            cancellation.ThrowIfCancellationRequested();
            ReadPart(ordinal, region, destination, scratch);
        }
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _decoded.Dispose();
            _dataset.Dispose();
        }

        base.Dispose(disposing);
    }

    private void ReadPart(long ordinal, in Region region, byte* destination, BufferPool scratch)
    {
        var inside = _grid[ordinal];
        var whole = new Region(inside.Start, Chunk);
        var common = inside.Intersect(region);
        if (common.Equals(whole) && BoxCopy.PlaceOf(common, region, Type.Bytes()) is { } offset)
        {
            Decode(whole, new Span<byte>(destination + offset, _chunkBytes), scratch);
            return;
        }

        var wanted = region;
        if (common.Equals(inside) || !_decoded.IsUseful)
        {
            using var buffer = scratch.Rent(_chunkBytes);
            Decode(whole, buffer.Bytes, scratch);
            BoxCopy.Run(common, buffer.Pointer, whole, destination, wanted, Type.Bytes());
            return;
        }

        _decoded.Use(
            ordinal,
            buffer => Decode(whole, buffer.Bytes, scratch),
            buffer => BoxCopy.Run(common, buffer.Pointer, whole, destination, wanted, Type.Bytes()));
    }

    private void Decode(in Region chunk, Span<byte> destination, BufferPool scratch)
    {
        try
        {
            if (_pipeline.IsEmpty)
            {
                ReadStored(chunk, destination);
            }
            else
            {
                DecodeStored(chunk, destination, scratch);
            }
        }
        catch (Exception error) when (error is NativeException or InvalidDataException)
        {
            var what = error is NativeException native ? native.Text : error.Message;
            throw Refusal.Corrupt(_dataset.File.Path, $"the chunk at {chunk} of '{_dataset.Path}' is damaged ({what})", error);
        }

        if (_isForeignOrder)
        {
            fixed (byte* samples = destination)
            {
                ByteOrder.Swap(samples, destination.Length, Type);
            }
        }
    }

    private void ReadStored(in Region chunk, Span<byte> destination)
    {
        fixed (byte* to = destination)
        {
            var stored = _dataset.ReadChunk(chunk.Start.AsSpan(), to, destination.Length);
            if (stored.Bytes == 0)
            {
                Fill(destination);
            }
            else if (stored.Bytes != destination.Length)
            {
                throw new InvalidDataException($"it holds {stored.Bytes} bytes instead of {destination.Length}");
            }

            Count(stored.Bytes);
        }
    }

    private void DecodeStored(in Region chunk, Span<byte> destination, BufferPool scratch)
    {
        var bytes = _dataset.ChunkBytes(chunk.Start.AsSpan());
        if (bytes == 0)
        {
            Fill(destination);
            return;
        }

        if (bytes > _pipeline.MaximumStored(_chunkBytes))
        {
            throw new InvalidDataException($"{bytes} stored bytes for {_chunkBytes}");
        }

        using var buffer = scratch.Rent(bytes);
        var stored = _dataset.ReadChunk(chunk.Start.AsSpan(), buffer.Pointer, bytes);
        Count(stored.Bytes);
        _pipeline.Decode(new Span<byte>(buffer.Pointer, (int)stored.Bytes), stored.SkippedFilters, destination, scratch);
    }

    /// <summary>The fill value is in native order, so it is turned like everything that comes from the file.</summary>
    private void Fill(Span<byte> destination)
    {
        fixed (byte* to = destination)
        {
            BoxFill.Run(to, destination.Length / Type.Bytes(), _fill.Span);
            if (_isForeignOrder)
            {
                ByteOrder.Swap(to, destination.Length, Type);
            }
        }
    }
}
