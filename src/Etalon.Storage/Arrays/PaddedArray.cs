using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>An array that is shorter than its dimensions say: what was never written is the fill value.</summary>
internal sealed unsafe class PaddedArray(StoredArray inner, ImmutableArray<long> shape, ImmutableArray<byte> fill) : StoredArray(shape, inner.Type)
{
    /// <inheritdoc />
    public override ImmutableArray<long> Chunk { get; } = [.. inner.Chunk.Select((length, i) => Math.Clamp(length, 1, shape[i]))];

    /// <inheritdoc />
    public override bool ReadsParts => inner.ReadsParts;

    /// <inheritdoc />
    public override double StoredRatio => inner.StoredRatio;

    /// <inheritdoc />
    public override long BytesRead => inner.BytesRead;

    /// <inheritdoc />
    public override void Read(in Region region, byte* destination, BufferPool scratch, CancellationToken cancellation)
    {
        var there = region.Intersect(Region.Of(inner.Shape));
        if (there.Equals(region))
        {
            inner.Read(region, destination, scratch, cancellation);
            return;
        }

        BoxFill.Run(destination, region.Samples, fill.AsSpan());
        if (!there.IsEmpty)
        {
            using var part = scratch.Rent(there.Samples * Type.Bytes());
            inner.Read(there, part.Pointer, scratch, cancellation);
            BoxCopy.Run(there, part.Pointer, there, destination, region, Type.Bytes());
        }
    }

    /// <inheritdoc />
    public override void Prefetch(in Region region)
    {
        var there = region.Intersect(Region.Of(inner.Shape));
        if (!there.IsEmpty)
        {
            inner.Prefetch(there);
        }
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
