using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>A cube made of stored samples and the rule that interprets them.</summary>
internal sealed unsafe class InterpretedCube : ICubeReader
{
    // Stored samples wait here until they are unpacked: small enough to stay in the cache.
    private const long PieceBytes = 1 << 20;

    private readonly StoredArray _array;
    private readonly SampleRule _rule;
    private readonly string _path;

    /// <summary>Takes over the array.</summary>
    public InterpretedCube(CubeInfo cube, StoredArray array, SampleRule rule, string path)
    {
        Cube = cube;
        _array = array;
        _rule = rule;
        _path = path;
        Chunks = new ChunkGrid(array.Shape, array.Chunk);
    }

    /// <inheritdoc />
    public CubeInfo Cube { get; }

    /// <inheritdoc />
    public ChunkGrid Chunks { get; }

    /// <inheritdoc />
    public bool ReadsParts => _array.ReadsParts;

    /// <inheritdoc />
    public double StoredRatio => _array.StoredRatio * _rule.Stored.Bytes() / _rule.Seen.Bytes();

    /// <inheritdoc />
    public double DecodeBytesPerSecond => _array.DecodeBytesPerSecond * _rule.Seen.Bytes() / _rule.Stored.Bytes();

    /// <inheritdoc />
    public long BytesRead => _array.BytesRead;

    /// <inheritdoc />
    public void Read(in Region region, byte* destination, BufferPool scratch, CancellationToken cancellation)
    {
        RequireInside(region);
        try
        {
            if (_rule.IsPacked)
            {
                ReadPacked(region, destination, scratch, cancellation);
                return;
            }

            _array.Read(region, destination, scratch, cancellation);
            SampleUnpacking.MarkInPlace(_rule, destination, region.Samples);
        }
        catch (IOException error)
        {
            throw Refusal.Corrupt(_path, error.Message, error);
        }
    }

    /// <inheritdoc />
    public void Prefetch(in Region region) => _array.Prefetch(region);

    /// <inheritdoc />
    public void Dispose() => _array.Dispose();

    private void ReadPacked(in Region region, byte* destination, BufferPool scratch, CancellationToken cancellation)
    {
        var bytes = _rule.Stored.Bytes();
        foreach (var piece in Pieces(region))
        {
            using var stored = scratch.Rent(piece.Samples * bytes);
            _array.Read(piece, stored.Pointer, scratch, cancellation);
            SampleUnpacking.Unpack(_rule, stored.Pointer, destination, piece.Samples);
            destination += piece.Samples * _rule.Seen.Bytes();
        }
    }

    /// <summary>Slabs along the first axis, whole chunks high, so that each chunk is still decoded once and results stay packed.</summary>
    private IEnumerable<Region> Pieces(Region region)
    {
        if (region.IsEmpty)
        {
            yield break;
        }

        if (region.Rank == 0)
        {
            yield return region;
            yield break;
        }

        var row = region.Samples / region.Length[0] * _rule.Stored.Bytes();
        var rows = Math.Max(1, PieceBytes / row);
        if (!ReadsParts)
        {
            rows = Math.Max(1, rows / Chunks.Chunk[0]) * Chunks.Chunk[0];
        }

        for (var at = region.Start[0]; at < region.End(0);)
        {
            var next = Math.Min(region.End(0), (at / rows * rows) + rows);
            yield return region.With(0, at, next - at);
            at = next;
        }
    }

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
