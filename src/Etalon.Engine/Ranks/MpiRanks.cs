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
    public IReadOnlyList<byte[]> Gather(ReadOnlyMemory<byte> bytes) => world.Gather(bytes.Span);

    /// <inheritdoc />
    public long Sum(long value) => world.AllReduceSum(value);

    /// <inheritdoc />
    public byte[] Broadcast(ReadOnlyMemory<byte> bytes) => world.Broadcast(bytes.Span);
}
