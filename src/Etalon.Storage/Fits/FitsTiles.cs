using System.Collections.Immutable;
using System.Globalization;
using Etalon.Cubes;
using Etalon.Native;

namespace Etalon.Storage;

/// <summary>How an image is cut into encoded tiles (FITS 4.0, section 10.1), checked before the library allocates for it.</summary>
/// <param name="Tile">Lengths of a tile, slowest-varying axis first, none longer than the axis.</param>
/// <param name="Count">How many there are: as many as the table has rows.</param>
/// <param name="Scheme">How they are encoded.</param>
/// <param name="Columns">Where they lie.</param>
/// <param name="StoredRatio">Bytes in the file per byte of samples.</param>
internal sealed record FitsTiles(ImmutableArray<long> Tile, long Count, string Scheme, TileColumns Columns, double StoredRatio)
{
    private const int MostAxes = 6;
    private const long MostTileBytes = 256 << 20;

    private static readonly string[] Schemes = ["RICE_1", "RICE_ONE", "GZIP_1", "GZIP_2", "PLIO_1", "HCOMPRESS_1", "NOCOMPRESS"];

    /// <summary>The tiles of a part.</summary>
    /// <param name="part">An image with axes, none empty.</param>
    /// <param name="keywords">The header of the table that holds the tiles.</param>
    /// <param name="bytes">Bytes of the table.</param>
    /// <exception cref="InvalidDataException">The header contradicts itself, or asks for absurd sizes.</exception>
    /// <exception cref="RefusalException">It is encoded in a way that is not known.</exception>
    public static FitsTiles Of(FitsPart part, AttributeSet keywords, Int128 bytes)
    {
        var scheme = keywords.Text("ZCMPTYPE").Trim();
        if (!Schemes.Contains(scheme, StringComparer.Ordinal) || part.BitPix == 64 || part.Lengths.Count > MostAxes)
        {
            throw new RefusalException(
                "unsupported-fits", string.Create(CultureInfo.InvariantCulture, $"Part {part.Number} is encoded with '{scheme}' (BITPIX {part.BitPix}, {part.Lengths.Count} axes), which cfitsio does not decode; it decodes {string.Join(", ", Schemes)} of up to {MostAxes} axes and 32 bits."),
                "Write it without compression (funpack).", RefusalKind.Unsupported);
        }

        var (tile, tiles, samples) = (new long[part.Lengths.Count], (Int128)1, (Int128)1);
        for (var i = 0; i < tile.Length; i++)
        {
            var length = part.Lengths[i];
            var stated = keywords.Whole(string.Create(CultureInfo.InvariantCulture, $"ZTILE{i + 1}")) ?? (i == 0 ? length : 1);
            if (stated < 1 || stated > int.MaxValue)
            {
                throw new InvalidDataException($"part {part.Number} has tiles of length {stated}");
            }

            tile[^(i + 1)] = (long)Int128.Min(length, stated);
            tiles *= (length + stated - 1) / stated;
            samples *= stated;
        }

        var width = Math.Abs(part.BitPix) / 8;
        return samples * width > MostTileBytes || keywords.Whole("NAXIS2") != tiles || tiles > int.MaxValue
            ? throw new InvalidDataException($"part {part.Number} has tiles of {samples} samples in {keywords.Whole("NAXIS2")} rows where {tiles} are needed; a tile may have {MostTileBytes} bytes")
            : new FitsTiles(
                [.. tile], (long)tiles, scheme, TileColumns.Of(part.DataStart, keywords, part.Number), (double)bytes / part.Lengths.Aggregate((double)width, static (product, length) => product * length));
    }
}
