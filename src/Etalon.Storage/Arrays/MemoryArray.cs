using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>A small array that was read whole when its file was opened.</summary>
internal sealed unsafe class MemoryArray(byte[] samples, ImmutableArray<long> shape, SampleType type) : StoredArray(shape, type)
{
    /// <inheritdoc />
    public override ImmutableArray<long> Chunk { get; } = [.. shape.Select(length => Math.Max(1, length))];

    /// <inheritdoc />
    public override void Read(in Region region, byte* destination, BufferPool scratch, CancellationToken cancellation)
    {
        fixed (byte* first = samples)
        {
            BoxCopy.Run(region, first, Region.Of(Shape), destination, region, Type.Bytes());
        }
    }
}
