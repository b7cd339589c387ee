namespace Etalon.Engine;

/// <summary>One process, no partners.</summary>
public sealed class Alone : IRanks
{
    /// <inheritdoc />
    public int Rank => 0;

    /// <inheritdoc />
    public int Size => 1;

    /// <inheritdoc />
    public void Barrier()
    {
        // Nobody to wait for.
    }

    /// <inheritdoc />
    public IReadOnlyList<byte[]> Gather(ReadOnlyMemory<byte> bytes) => [bytes.ToArray()];

    /// <inheritdoc />
    public long Sum(long value) => value;
}
