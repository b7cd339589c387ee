using System.IO.Compression;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>FITS files through cfitsio: images of all parts, also those in encoded tiles.</summary>
public sealed class FitsFormat : IDatasetFormat
{
    private const int Certain = 95;

    private static ReadOnlySpan<byte> Signature => "SIMPLE  ="u8;

    /// <inheritdoc />
    public string Name => "fits";

    /// <inheritdoc />
    public int Recognise(string path, ReadOnlySpan<byte> head) => head.StartsWith(Signature) || IsZipped(head) ? Certain : 0;

    /// <inheritdoc />
    public IDatasetReader Open(string path)
    {
        if (!File.Exists(path))
        {
            throw Refusal.NoSuchFile(path);
        }

        var head = new byte[4096];
        using (var file = File.OpenHandle(path))
        {
            head = head[..RandomAccess.Read(file, head, 0)];
        }

        // Such a file can only be decoded from its beginning, into memory, and does not say how much that takes.
        return IsZipped(head)
            ? throw new RefusalException("zipped-file", $"'{path}' is a FITS file packed by gzip as a whole.", "Unpack it with gunzip, or pack its images by tiles (fpack): those are read.", RefusalKind.Unsupported)
            : FitsReader.Of(path);
    }

    /// <inheritdoc />
    public IDatasetWriter Create(string path, IReadOnlyDictionary<string, string> options) => throw new RefusalException(
        "format-only-read", $"'{Name}' is only read, never written.", "Choose one of zarr, hdf5, netcdf, npy.", RefusalKind.Unsupported);

    private static bool IsZipped(ReadOnlySpan<byte> head)
    {
        if (!head.StartsWith<byte>([0x1F, 0x8B, 8]))
        {
            return false;
        }

        using var unpacked = new GZipStream(new MemoryStream(head.ToArray()), CompressionMode.Decompress);
        var first = new byte[Signature.Length];
        try
        {
            return unpacked.ReadAtLeast(first, first.Length, throwOnEndOfStream: false) == first.Length && Signature.SequenceEqual(first);
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
