using Etalon.Native;

namespace Etalon.Storage;

/// <summary>A Zstandard frame.</summary>
internal sealed unsafe class ZstdStep : ChunkStep
{
    /// <inheritdoc />
    public override string Name => "zstd";

    /// <inheritdoc />
    public override long Growth(long bytes) => (bytes >> 8) + 1024;

    /// <inheritdoc />
    public override long Decode(byte* source, long bytes, byte* target, long capacity) =>
        Zstd.Decompress(source, bytes, target, capacity);
}
