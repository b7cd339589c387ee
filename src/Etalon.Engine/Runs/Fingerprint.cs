using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Etalon.Engine;

/// <summary>
/// Identifies the content of a file or store that lies outside Etalon's own folder. Files up to 256 MiB are hashed whole; of a
/// larger one the size and 256 pieces of 64 KiB spread evenly are hashed, so that a look at a terabyte takes milliseconds.
/// </summary>
public static class Fingerprint
{
    private const long WholeUpTo = 256L << 20;
    private const int Piece = 64 << 10;
    private const int Pieces = 256;

    /// <summary>The content id, <c>sha256:…</c> or <c>sampled-sha256:…</c>.</summary>
    public static string Of(string path, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var whole = true;
        foreach (var file in Files(path))
        {
            cancellation.ThrowIfCancellationRequested();
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(path, file.FullName)));
            whole &= Append(hash, file);
        }

        return $"{(whole ? "" : "sampled-")}sha256:{Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }

    /// <summary>The bytes of all files.</summary>
    public static long Bytes(string path) => Files(path).Sum(file => file.Length);

    private static IEnumerable<FileInfo> Files(string path) => Directory.Exists(path)
        ? new DirectoryInfo(path).EnumerateFiles("*", SearchOption.AllDirectories).OrderBy(file => file.FullName, StringComparer.Ordinal)
        : [new FileInfo(path)];

    private static bool Append(IncrementalHash hash, FileInfo file)
    {
        using var handle = File.OpenHandle(file.FullName);
        var length = RandomAccess.GetLength(handle);
        Span<byte> size = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(size, length);
        hash.AppendData(size);
        var buffer = new byte[1 << 20];
        if (length <= WholeUpTo)
        {
            for (var at = 0L; at < length;)
            {
                var read = RandomAccess.Read(handle, buffer, at);
                if (read == 0)
                {
                    break;
                }

                hash.AppendData(buffer, 0, read);
                at += read;
            }

            return true;
        }

        for (var i = 0; i < Pieces; i++)
        {
            var read = RandomAccess.Read(handle, buffer.AsSpan(0, Piece), (length - Piece) / (Pieces - 1) * i);
            hash.AppendData(buffer, 0, read);
        }

        return false;
    }
}
