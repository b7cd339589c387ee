using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>The only frame of a stack, without the axis that would count frames.</summary>
internal sealed unsafe class PictureArray(StackArray stack) : StoredArray(stack.Shape[1..], stack.Type)
{
    /// <inheritdoc />
    public override ImmutableArray<long> Chunk => stack.Chunk[1..];

    /// <inheritdoc />
    public override bool ReadsParts => stack.ReadsParts;

    /// <inheritdoc />
    public override double StoredRatio => stack.StoredRatio;

    /// <inheritdoc />
    public override double DecodeBytesPerSecond => stack.DecodeBytesPerSecond;

    /// <inheritdoc />
    public override long BytesRead => stack.BytesRead;

    /// <inheritdoc />
    public override void Read(in Region region, byte* destination, BufferPool scratch, CancellationToken cancellation) =>
        stack.Read(new Region(region.Start.Insert(0, 0), region.Length.Insert(0, 1)), destination, scratch, cancellation);

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            stack.Dispose();
        }

        base.Dispose(disposing);
    }
}
