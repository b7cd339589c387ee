using System.Collections.Immutable;

namespace Etalon.Storage;

/// <summary>One thing that is wrong with a store.</summary>
/// <param name="File">Path of the file within the store.</param>
/// <param name="Chunk">Place of the chunk in the array's grid of chunks; empty where the whole file is concerned.</param>
/// <param name="Offset">First byte of the chunk in the file, or -1.</param>
/// <param name="What">What is wrong, as a sentence.</param>
public sealed record ZarrDamage(string File, ImmutableArray<long> Chunk, long Offset, string What)
{
    /// <inheritdoc />
    public override string ToString() =>
        Chunk.IsEmpty ? $"{File}: {What}" : $"{File}, chunk ({string.Join(", ", Chunk)}) at byte {Offset}: {What}";
}
