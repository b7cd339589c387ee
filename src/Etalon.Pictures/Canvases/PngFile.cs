using System.Buffers.Binary;
using System.IO.Compression;

namespace Etalon.Pictures;

/// <summary>Writes PNG files (ISO/IEC 15948): signature, IHDR, one IDAT, IEND; eight bits a channel, no alpha.</summary>
public static class PngFile
{
    private const byte UpFilter = 2;

    private static readonly uint[] CrcTable = MakeCrcTable();

    /// <summary>The file of an image.</summary>
    public static byte[] Encode(PixelImage image)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, image.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), image.Height);
        header[8] = 8; // bits a channel
        header[9] = 2; // red, green, blue
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        Chunk(file, "IHDR"u8, header);
        Chunk(file, "IDAT"u8, Compress(image));
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    /// <summary>Every row as its difference from the one above: enlarged samples and empty paper become zeros.</summary>
    private static byte[] Compress(PixelImage image)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            var line = new byte[1 + (3 * image.Width)];
            line[0] = UpFilter;
            for (var y = 0; y < image.Height; y++)
            {
                var row = image.Row(y);
                var above = y > 0 ? image.Row(y - 1) : [];
                for (var i = 0; i < row.Length; i++)
                {
                    line[1 + i] = (byte)(row[i] - (above.IsEmpty ? 0 : above[i]));
                }

                zlib.Write(line);
            }
        }

        return packed.ToArray();
    }

    private static void Chunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(type);
        file.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, type), content));
        file.Write(number);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            crc = CrcTable[(byte)(crc ^ value)] ^ (crc >> 8);
        }

        return crc;
    }

    private static uint[] MakeCrcTable()
    {
        const uint polynomial = 0xEDB88320;
        var table = new uint[256];
        for (var i = 0u; i < table.Length; i++)
        {
            var crc = i;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ polynomial;
            }

            table[i] = crc;
        }

        return table;
    }
}
