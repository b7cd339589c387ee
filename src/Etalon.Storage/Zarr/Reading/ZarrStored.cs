using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>An array of a store as the conventions of other formats want it.</summary>
internal sealed unsafe class ZarrStored(ZarrArray array) : StoredArray(array.Info.Shape, array.Info.Type)
{
    /// <inheritdoc />
    public override ImmutableArray<long> Chunk => array.Info.Chunk;

    /// <inheritdoc />
    public override bool ReadsParts => array.ReadsParts;

    /// <inheritdoc />
    public override double StoredRatio => array.StoredRatio;

    /// <inheritdoc />
    public override long BytesRead => array.BytesRead;

    /// <inheritdoc />
    public override void Read(in Region region, byte* destination, BufferPool scratch, CancellationToken cancellation) =>
        array.Read(region, destination, scratch, cancellation);

    /// <inheritdoc />
    public override void Prefetch(in Region region) => array.Prefetch(region);

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        array.Dispose();
        base.Dispose(disposing);
    }
}
