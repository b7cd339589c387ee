using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>An array of which nothing was ever written: every sample is the fill value.</summary>
internal sealed unsafe class FillArray(ImmutableArray<byte> fill, ImmutableArray<long> shape, SampleType type) : StoredArray(shape, type)
{
    /// <inheritdoc />
    public override ImmutableArray<long> Chunk { get; } = PieceShape.Of(shape.AsSpan(), type.Bytes());

    /// <inheritdoc />
    public override double StoredRatio => 0;

    /// <inheritdoc />
    public override void Read(in Region region, byte* destination, BufferPool scratch, CancellationToken cancellation) =>
        BoxFill.Run(destination, region.Samples, fill.AsSpan());
}
