using System.Buffers.Binary;
using System.IO.Compression;
using Microsoft.Win32.SafeHandles;

namespace Etalon.Storage;

/// <summary>
/// Looks at the encoded bytes of a tile before the library does, once. cfitsio 4.2 trusts them: it takes memory without end for a gzip stream
/// that is cut off, and writes as many samples as an HCOMPRESS or uncompressed tile says, whatever room there is.
/// </summary>
internal sealed class TileCheck(SafeFileHandle file, FitsTiles tiles)
{
    private const long MostSampleBytes = 8;

    private readonly System.Collections.BitArray _good = new(checked((int)tiles.Count));

    /// <summary>Checks one tile. Called by one thread at a time.</summary>
    /// <param name="tile">Its row.</param>
    /// <param name="samples">How many it holds.</param>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public unsafe void Require(long tile, long samples)
    {
        if (_good[(int)tile])
        {
            return;
        }

        var columns = tiles.Columns;
        var row = new byte[columns.RowBytes];
        fixed (byte* first = row)
        {
            FileBytes.Read(file, columns.Start + (tile * columns.RowBytes), first, row.Length);
        }

        var (column, offset, count) = columns.Find(tile, row);
        var bytes = new byte[checked((int)count)];
        fixed (byte* first = bytes)
        {
            FileBytes.Read(file, offset, first, bytes.Length);
        }

        var scheme = column.IsZipped ? "GZIP_1" : column.IsPlain ? "NOCOMPRESS" : tiles.Scheme;
        if (!IsSound(scheme, bytes, samples))
        {
            throw new InvalidDataException($"tile {tile} is damaged");
        }

        _good[(int)tile] = true;
    }

    private static bool IsSound(string scheme, ReadOnlySpan<byte> bytes, long samples) => scheme switch
    {
        "GZIP_1" or "GZIP_2" => IsWholeStream(bytes, samples * MostSampleBytes),
        "HCOMPRESS_1" => bytes.Length > 25 && bytes[0] == 0xDD && bytes[1] == 0x99
            && BinaryPrimitives.ReadInt32BigEndian(bytes[2..]) is > 0 and var rows && BinaryPrimitives.ReadInt32BigEndian(bytes[6..]) is > 0 and var columns
            && (Int128)rows * columns == samples,
        "PLIO_1" => IsWholeList(bytes),
        "NOCOMPRESS" => bytes.Length <= samples * MostSampleBytes,
        _ => true,
    };

    /// <summary>Whether a gzip stream ends where it says, with the checksum and the length it says.</summary>
    private static bool IsWholeStream(ReadOnlySpan<byte> bytes, long most)
    {
        const int least = 18;
        if (bytes.Length < least)
        {
            return false;
        }

        using var unpacked = new GZipStream(new MemoryStream(bytes.ToArray()), CompressionMode.Decompress);
        var room = new byte[64 << 10];
        var total = 0L;
        try
        {
            while (unpacked.Read(room) is > 0 and var read && total <= most)
            {
                total += read;
            }
        }
        catch (InvalidDataException)
        {
            return false;
        }

        return total <= most && (uint)total == BinaryPrimitives.ReadUInt32LittleEndian(bytes[^4..]);
    }

    /// <summary>Whether a list of lines, which says its own length, ends within its bytes.</summary>
    private static bool IsWholeList(ReadOnlySpan<byte> bytes)
    {
        const int header = 14;
        if (bytes.Length < header)
        {
            return false;
        }

        var (first, old) = (BinaryPrimitives.ReadInt16BigEndian(bytes[2..]), BinaryPrimitives.ReadInt16BigEndian(bytes[4..]));
        var length = old > 0 ? old : (BinaryPrimitives.ReadInt16BigEndian(bytes[8..]) << 15) + BinaryPrimitives.ReadInt16BigEndian(bytes[6..]);
        return first >= 0 && length >= 0 && length <= bytes.Length / 2;
    }
}
