using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators;

/// <summary>A cube that a section writes.</summary>
/// <param name="Port">The position of the terminal's output.</param>
/// <param name="Cube">The cube.</param>
/// <param name="Name">The kept output's name, or <c>node.port</c> for an intermediate.</param>
/// <param name="Kept">Whether it is a result. Intermediates are stored uncompressed and deleted after the run.</param>
/// <param name="Chunk">The lengths of a chunk.</param>
/// <param name="Shard">The lengths of a shard, a multiple of the chunk.</param>
public sealed record SectionOutput(
    int Port, CubeInfo Cube, string Name, bool Kept, ImmutableArray<long> Chunk, ImmutableArray<long> Shard);
