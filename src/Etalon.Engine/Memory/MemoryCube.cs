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
        BoxCopy.FromBox(samples.Pointer, cube.Whole, destination, region, cube.Type.Bytes());

    /// <inheritdoc />
    public void Write(in Region region, byte* source, BufferPool scratch, CancellationToken cancellation) =>
        BoxCopy.ToBox(source, region, samples.Pointer, cube.Whole, cube.Type.Bytes());

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
}
