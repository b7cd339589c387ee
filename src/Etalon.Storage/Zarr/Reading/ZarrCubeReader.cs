using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>Reads one cube of a store that Etalon wrote: samples are stored as operators see them.</summary>
internal sealed unsafe class ZarrCubeReader : ICubeReader
{
    private readonly ZarrArray _array;
    private readonly ChunkPages? _pages;
    private readonly ChunkLending? _lending;

    /// <summary>Opens nothing yet.</summary>
    public ZarrCubeReader(CubeInfo cube, ZarrArray array)
    {
        Cube = cube;
        Chunks = new ChunkGrid(array.Info.Shape, array.Info.Chunk);
        _array = array;
        _pages = array.ReadsParts ? new ChunkPages(array) : null;
        _lending = _pages is null ? null : new ChunkLending(array, _pages);
    }

    /// <inheritdoc />
    public CubeInfo Cube { get; }

    /// <inheritdoc />
    public ChunkGrid Chunks { get; }

    /// <inheritdoc />
    public bool ReadsParts => _array.ReadsParts;

    /// <inheritdoc />
    public double StoredRatio => _array.StoredRatio;

    /// <inheritdoc />
    public long BytesRead => _array.BytesRead;

    /// <inheritdoc />
    public void Read(in Region region, byte* destination, BufferPool scratch, CancellationToken cancellation)
    {
        RequireInside(region);
        _array.Read(region, destination, scratch, cancellation, _pages);
    }

    /// <inheritdoc />
    public LentSamples? TryLend(in Region region, BufferPool pool, CancellationToken cancellation)
    {
        RequireInside(region);
        return _lending?.TryLend(region, pool, cancellation);
    }

    /// <inheritdoc />
    public void Prefetch(in Region region) => _array.Prefetch(region);

    /// <inheritdoc />
    public void Dispose() => _array.Dispose();

    private void RequireInside(in Region region)
    {
        for (var i = 0; i < Cube.Rank; i++)
        {
            if (region.Start[i] < 0 || region.Length[i] < 0 || region.End(i) > Cube.Axes[i].Length)
            {
                throw Refusal.Outside(Cube.Axes[i].Name, region.Start[i], region.End(i), Cube.Axes[i].Length);
            }
        }
    }
}
