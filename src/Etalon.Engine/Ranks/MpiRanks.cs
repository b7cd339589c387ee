using Etalon.Native;

namespace Etalon.Engine;

/// <summary>The ranks of an MPI job.</summary>
public sealed class MpiRanks(MpiWorld world) : IRanks
{
    /// <inheritdoc />
    public int Rank => world.Rank;

    /// <inheritdoc />
    public int Size => world.Size;

    /// <inheritdoc />
    public void Barrier() => world.Barrier();

    /// <inheritdoc />
    public IReadOnlyList<byte[]> Gather(ReadOnlyMemory<byte> bytes) => world.Gather(bytes.Span, root: 0) ?? [];

    /// <inheritdoc />
    public long Sum(long value)
    {
        Span<long> number = [value];
        world.Reduce(number, MpiReduction.Sum);
        return number[0];
    }
}
