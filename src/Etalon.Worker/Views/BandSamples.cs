using Etalon.Cubes;
using Etalon.Storage;

namespace Etalon.Worker;

/// <summary>The samples of a region where they lie, or a copy of them.</summary>
internal sealed unsafe class BandSamples : IDisposable
{
    /// <summary>Buffers that all views share, so that they stay warm: the first touch of fresh memory costs more than a read.</summary>
    private static readonly BufferPool Pool = new(2L << 30);

    private readonly LentSamples? _lent;
    private readonly NativeBuffer? _copy;

    /// <summary>Borrows or reads them.</summary>
    public BandSamples(ICubeReader reader, in Region region, CancellationToken cancellation)
    {
        _lent = reader.TryLend(region, Pool, cancellation);
        if (_lent is not null)
        {
            Pointer = _lent.Pointer;
            return;
        }

        _copy = Pool.Rent(region.Samples * reader.Cube.Type.Bytes());
        Pointer = _copy.Pointer;
        try
        {
            reader.Read(region, Pointer, Pool, cancellation);
        }
        catch
        {
            _copy.Dispose();
            throw;
        }
    }

    /// <summary>The first sample; packed, row-major, not to be written to.</summary>
    public byte* Pointer { get; }

    /// <inheritdoc />
    public void Dispose()
    {
        _lent?.Dispose();
        _copy?.Dispose();
    }
}
