namespace Etalon.Native;

/// <summary>Equal blocks at equal distances along each axis.</summary>
/// <param name="Start">First index.</param>
/// <param name="Step">Distance from block to block.</param>
/// <param name="Count">Number of blocks; -1 for "as many as there are".</param>
/// <param name="Block">Length of a block; -1 for "as long as it is".</param>
public sealed record Hdf5Hyperslab(
    IReadOnlyList<long> Start, IReadOnlyList<long> Step, IReadOnlyList<long> Count, IReadOnlyList<long> Block);
