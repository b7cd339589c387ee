using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>One reversible step from a chunk's bytes to what lies in the file. Keeps nothing; any thread may use it.</summary>
internal abstract unsafe class ChunkStep
{
    /// <summary>The codec's name as metadata spell it.</summary>
    public abstract string Name { get; }

    /// <summary>Bytes that encoding adds at most.</summary>
    public abstract long Growth(long bytes);

    /// <summary>Undoes the step; never writes beyond <paramref name="capacity"/>.</summary>
    /// <returns>Bytes written.</returns>
    /// <exception cref="InvalidDataException">The bytes are damaged.</exception>
    public abstract long Decode(byte* source, long bytes, byte* target, long capacity);

    /// <summary>Does the step; there is room for <paramref name="bytes"/> and <see cref="Growth"/>.</summary>
    /// <returns>Bytes written.</returns>
    public virtual long Encode(byte* source, long bytes, byte* target, long capacity) =>
        throw new RefusalException(
            "unsupported-codec", $"Chunks are not written with '{Name}'.", "Choose none, lz4, zstd or deflate.", RefusalKind.Unsupported);
}
