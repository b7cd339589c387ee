namespace Etalon.Engine;

/// <summary>The processes that execute one plan together. Every member is called by all ranks in the same order.</summary>
public interface IRanks
{
    /// <summary>This process, from 0.</summary>
    int Rank { get; }

    /// <summary>How many there are.</summary>
    int Size { get; }

    /// <summary>Waits for all.</summary>
    void Barrier();

    /// <summary>Brings every rank's bytes to rank 0, in rank order; other ranks get an empty list.</summary>
    IReadOnlyList<byte[]> Gather(ReadOnlyMemory<byte> bytes);

    /// <summary>The sum over all ranks, on every rank.</summary>
    long Sum(long value);
}
