using Etalon.Native;

namespace Etalon.Storage;

/// <summary>One LZ4 block behind its decoded length (32 bits, little endian), as numcodecs writes it.</summary>
internal sealed unsafe class Lz4Step : ChunkStep
{
    private const int HeadBytes = 4;

    /// <inheritdoc />
    public override string Name => "lz4";

    /// <inheritdoc />
    public override long Growth(long bytes) => (bytes / 255) + 64;

    /// <inheritdoc />
    public override long Decode(byte* source, long bytes, byte* target, long capacity)
    {
        if (bytes < HeadBytes || *(uint*)source > (ulong)capacity)
        {
            throw new InvalidDataException($"its lz4 block says that it decodes to {(bytes < HeadBytes ? 0 : *(uint*)source)} bytes, {capacity} fit");
        }

        return Lz4.Decompress(source + HeadBytes, checked((int)bytes) - HeadBytes, target, (int)*(uint*)source);
    }
}
