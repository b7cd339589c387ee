using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>Reads one cube of a store that Etalon wrote: samples are stored as operators see them.</summary>
internal sealed unsafe class ZarrCubeReader(CubeInfo cube, ZarrArray array) : ICubeReader
{
    private readonly ChunkLending _lending = new(array);

    /// <inheritdoc />
    public CubeInfo Cube => cube;

    /// <inheritdoc />
    public ChunkGrid Chunks { get; } = new(array.Info.Shape, array.Info.Chunk);

    /// <inheritdoc />
    public bool ReadsParts => array.ReadsParts;

    /// <inheritdoc />
    public double StoredRatio => array.StoredRatio;

    /// <inheritdoc />
    public long BytesRead => array.BytesRead;

    /// <inheritdoc />
    public void Read(in Region region, byte* destination, BufferPool scratch, CancellationToken cancellation)
    {
        RequireInside(region);
        array.Read(region, destination, scratch, cancellation);
    }

    /// <inheritdoc />
    public LentSamples? TryLend(in Region region, BufferPool pool, CancellationToken cancellation)
    {
        RequireInside(region);
        return _lending.TryLend(region, pool, cancellation);
    }

    /// <inheritdoc />
    public void Prefetch(in Region region) => array.Prefetch(region);

    /// <inheritdoc />
    public void Dispose() => array.Dispose();

    private void RequireInside(in Region region)
    {
        for (var i = 0; i < cube.Rank; i++)
        {
            if (region.Start[i] < 0 || region.Length[i] < 0 || region.End(i) > cube.Axes[i].Length)
            {
                throw Refusal.Outside(cube.Axes[i].Name, region.Start[i], region.End(i), cube.Axes[i].Length);
            }
        }
    }
}
