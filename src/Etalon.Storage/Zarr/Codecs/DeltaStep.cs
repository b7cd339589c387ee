using System.Numerics;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>Differences of neighbours, as numcodecs writes them; undone by adding up.</summary>
internal sealed unsafe class DeltaStep(SampleType type) : ChunkStep
{
    /// <inheritdoc />
    public override string Name => "delta";

    /// <inheritdoc />
    public override long Growth(long bytes) => 0;

    /// <inheritdoc />
    public override long Decode(byte* source, long bytes, byte* target, long capacity)
    {
        if (bytes > capacity)
        {
            throw new InvalidDataException($"it holds {bytes} bytes, {capacity} fit");
        }

        var count = bytes / type.Bytes();
        switch (type)
        {
            case SampleType.Float32: Add((float*)source, (float*)target, count); break;
            case SampleType.Float64: Add((double*)source, (double*)target, count); break;
            case SampleType.Complex64 or SampleType.Float16:
                throw new InvalidDataException($"differences of {type.Name()} are not understood");
            default:
                AddIntegers(source, target, count);
                break;
        }

        return bytes;
    }

    // Sums that run over wrap round in the same way for signed and unsigned numbers.
    private void AddIntegers(byte* source, byte* target, long count)
    {
        switch (type.Bytes())
        {
            case 1: Add(source, target, count); break;
            case 2: Add((ushort*)source, (ushort*)target, count); break;
            case 4: Add((uint*)source, (uint*)target, count); break;
            default: Add((ulong*)source, (ulong*)target, count); break;
        }
    }

    private static void Add<T>(T* source, T* target, long count)
        where T : unmanaged, INumber<T>
    {
        var sum = T.Zero;
        for (var i = 0L; i < count; i++)
        {
            sum = unchecked(sum + source[i]);
            target[i] = sum;
        }
    }
}
