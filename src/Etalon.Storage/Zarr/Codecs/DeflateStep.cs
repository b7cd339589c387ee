using System.IO.Compression;

namespace Etalon.Storage;

/// <summary>Deflate in a gzip or zlib wrapping.</summary>
internal sealed unsafe class DeflateStep(bool gzip, CompressionLevel level = CompressionLevel.Fastest) : ChunkStep
{
    /// <inheritdoc />
    public override string Name => gzip ? "gzip" : "zlib";

    /// <inheritdoc />
    /// <remarks>The fastest level codes bytes from 144 on with nine bits, and stores nothing as it is.</remarks>
    public override long Growth(long bytes) => (bytes >> 3) + 1024;

    /// <inheritdoc />
    public override long Decode(byte* source, long bytes, byte* target, long capacity)
    {
        using var encoded = new UnmanagedMemoryStream(source, bytes);
        using Stream decoder = gzip ? new GZipStream(encoded, CompressionMode.Decompress) : new ZLibStream(encoded, CompressionMode.Decompress);
        var done = 0L;
        while (done < capacity)
        {
            var read = decoder.Read(new Span<byte>(target + done, (int)Math.Min(capacity - done, 1 << 30)));
            if (read == 0)
            {
                return done;
            }

            done += read;
        }

        Span<byte> beyond = stackalloc byte[1];
        return decoder.Read(beyond) == 0 ? done : throw new InvalidDataException($"it decodes to more than {capacity} bytes");
    }

    /// <inheritdoc />
    public override long Encode(byte* source, long bytes, byte* target, long capacity)
    {
        using var encoded = new UnmanagedMemoryStream(target, 0, capacity, FileAccess.Write);
        using (Stream encoder = gzip ? new GZipStream(encoded, level, leaveOpen: true) : new ZLibStream(encoded, level, leaveOpen: true))
        {
            for (var done = 0L; done < bytes; done += 1 << 30)
            {
                encoder.Write(new ReadOnlySpan<byte>(source + done, (int)Math.Min(bytes - done, 1 << 30)));
            }
        }

        return encoded.Position;
    }
}
