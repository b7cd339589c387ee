using System.Collections.Immutable;

namespace Etalon.Storage;

/// <summary>How a cube is to be cut and encoded. A single-file format uses what it can of it.</summary>
/// <param name="Chunk">Lengths of a chunk.</param>
/// <param name="Shard">Lengths of a shard; a multiple of the chunk along every axis.</param>
/// <param name="Codec">How chunks are encoded.</param>
public sealed record CubeLayout(ImmutableArray<long> Chunk, ImmutableArray<long> Shard, ChunkCodec Codec);
