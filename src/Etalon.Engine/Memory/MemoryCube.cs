using Etalon.Cubes;
using Etalon.Storage;

namespace Etalon.Engine;

/// <summary>A small intermediate cube that never leaves memory.</summary>
internal sealed unsafe class MemoryCube(CubeInfo cube, NativeBuffer samples, ChunkGrid chunks) : ICubeReader, ICubeWriter
{
    /// <inheritdoc cref="ICubeReader.Cube" />
    public CubeInfo Cube => cube;

    /// <inheritdoc cref="ICubeReader.Chunks" />
    public ChunkGrid Chunks => chunks;

    /// <inheritdoc />
    public ChunkGrid Shards { get; } = new(cube.Shape, cube.Shape);

    /// <inheritdoc />
    public bool ReadsParts => true;

    /// <inheritdoc />
    public double StoredRatio => 1;

    /// <inheritdoc />
    public long BytesRead => 0;

    /// <inheritdoc />
    public long BytesWritten => 0;

    /// <inheritdoc />
    public void Read(in Region region, byte* destination, BufferPool scratch, CancellationToken cancellation) =>
        Copy(region, destination, toBlock: true);

    /// <inheritdoc />
    public void Write(in Region region, byte* source, BufferPool scratch, CancellationToken cancellation) =>
        Copy(region, source, toBlock: false);

    /// <inheritdoc />
    public void Prefetch(in Region region)
    {
        // It is in memory already.
    }

    /// <inheritdoc />
    public void FinishShard(long shard)
    {
        // Nothing to flush: a crash loses it and the section is computed again.
    }

    /// <inheritdoc />
    public bool AdoptShard(long shard) => false;

    /// <inheritdoc />
    public void Dispose() => samples.Dispose();

    private void Copy(in Region region, byte* block, bool toBlock)
    {
        var size = cube.Type.Bytes();
        Span<long> whole = stackalloc long[region.Rank];
        Span<long> part = stackalloc long[region.Rank];
        BoxCopy.Strides(cube.Shape.AsSpan(), size, whole);
        BoxCopy.Strides(region.Length.AsSpan(), size, part);
        var at = samples.Pointer;
        for (var i = 0; i < region.Rank; i++)
        {
            at += region.Start[i] * whole[i];
        }

        if (toBlock)
        {
            BoxCopy.Run(at, whole, block, part, region.Length.AsSpan(), size);
        }
        else
        {
            BoxCopy.Run(block, part, at, whole, region.Length.AsSpan(), size);
        }
    }
}
