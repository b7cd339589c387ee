using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators;

/// <summary>What the planner knows of a stored cube.</summary>
/// <param name="Cube">The cube.</param>
/// <param name="Chunk">The lengths of one unit of decoding.</param>
/// <param name="ReadsParts">Whether a part of a chunk costs only its own bytes (nothing is compressed).</param>
/// <param name="StoredRatio">Bytes on disk per byte of samples.</param>
public sealed record SourceFacts(CubeInfo Cube, ImmutableArray<long> Chunk, bool ReadsParts, double StoredRatio)
{
    /// <summary>Bytes of samples that one core decodes per second, where chunks are encoded.</summary>
    public double DecodeBytesPerSecond { get; init; } = 2e9;
}
