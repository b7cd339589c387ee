using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>Integers that are stored shifted by half of their range: the topmost bit is turned, which is exact.</summary>
internal sealed unsafe class ShiftedArray(StoredArray inner, SampleType type) : StoredArray(inner.Shape, type)
{
    private const long PieceBytes = 1 << 30;

    /// <inheritdoc />
    public override System.Collections.Immutable.ImmutableArray<long> Chunk => inner.Chunk;

    /// <inheritdoc />
    public override bool ReadsParts => inner.ReadsParts;

    /// <inheritdoc />
    public override double StoredRatio => inner.StoredRatio;

    /// <inheritdoc />
    public override double DecodeBytesPerSecond => inner.DecodeBytesPerSecond;

    /// <inheritdoc />
    public override long BytesRead => inner.BytesRead;

    /// <inheritdoc />
    public override void Read(in Region region, byte* destination, BufferPool scratch, CancellationToken cancellation)
    {
        inner.Read(region, destination, scratch, cancellation);
        var bytes = region.Samples * Type.Bytes();
        for (var done = 0L; done < bytes; done += PieceBytes)
        {
            Turn(new Span<byte>(destination + done, (int)Math.Min(PieceBytes, bytes - done)), Type.Bytes());
        }
    }

    /// <inheritdoc />
    public override void Prefetch(in Region region) => inner.Prefetch(region);

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private static void Turn(Span<byte> bytes, int size)
    {
        switch (size)
        {
            case 1:
                TensorPrimitives.Xor<byte>(bytes, 0x80, bytes);
                break;
            case 2:
                var twos = MemoryMarshal.Cast<byte, ushort>(bytes);
                TensorPrimitives.Xor(twos, (ushort)0x8000, twos);
                break;
            case 4:
                var fours = MemoryMarshal.Cast<byte, uint>(bytes);
                TensorPrimitives.Xor(fours, 0x8000_0000, fours);
                break;
            default:
                var eights = MemoryMarshal.Cast<byte, ulong>(bytes);
                TensorPrimitives.Xor(eights, 0x8000_0000_0000_0000, eights);
                break;
        }
    }
}
