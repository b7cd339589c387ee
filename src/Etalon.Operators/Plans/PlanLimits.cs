namespace Etalon.Operators;

/// <summary>What a plan may use, and how fast the machine moves bytes.</summary>
/// <param name="BudgetBytes">Memory for all blocks, states and scratch of all workers together.</param>
/// <param name="Workers">Threads (or ranks) that own tiles.</param>
public sealed record PlanLimits(long BudgetBytes, int Workers)
{
    /// <summary>Bytes read per second by all workers together.</summary>
    public double ReadBytesPerSecond { get; init; } = 8e9;

    /// <summary>Bytes written per second by all workers together.</summary>
    public double WriteBytesPerSecond { get; init; } = 2e9;

    /// <summary>The size of a request that the storage serves efficiently; chunks of new cubes are about as large.</summary>
    public long RequestBytes { get; init; } = 1L << 20;
}
