using Etalon.Cubes;
using Etalon.Native;

namespace Etalon.Storage;

/// <summary>Which pages are understood: grey pictures of plain numbers, not encoded or encoded without loss.</summary>
internal static class TiffKind
{
    private const int Plain = 1;

    private static readonly Dictionary<int, string> Schemes = new()
    {
        [Plain] = "none",
        [5] = "LZW",
        [8] = "deflate",
        [32946] = "deflate",
        [32773] = "PackBits",
        [34925] = "LZMA",
        [50000] = "Zstandard",
    };

    /// <summary>Whether samples are stored as they are.</summary>
    public static bool IsPlain(TiffPage page) => page.Compression == Plain && page.HasUsualBits && !page.IsTiled;

    /// <summary>The shape of a page.</summary>
    /// <exception cref="RefusalException">It is no grey picture of plain numbers, or of an absurd size.</exception>
    public static FrameShape ShapeOf(TiffPage page, string path)
    {
        if (page.SamplesPerPixel != 1)
        {
            throw Unsupported(path, $"it has {page.SamplesPerPixel} samples for each pixel; only grey pictures are read");
        }

        if (!Schemes.ContainsKey(page.Compression))
        {
            throw Unsupported(path, $"it is encoded with scheme {page.Compression}; read are {string.Join(", ", Schemes.Values.Distinct(StringComparer.Ordinal))}");
        }

        var type = TypeOf(page) ?? throw Unsupported(path, $"its samples have {page.Bits} bits of kind {page.Format}; only 8, 16, 32 and 64 bits are read");
        return page is { Width: > 0, Height: > 0, PieceWidth: > 0, PieceHeight: > 0, Pieces: > 0 } && CubeSize.IsCountable([page.Height, page.Width], type)
            ? new FrameShape(page.Height, page.Width, type)
            : throw Refusal.Corrupt(path, $"it says that it has {page.Height} rows of {page.Width} samples in {page.Pieces} pieces");
    }

    private static SampleType? TypeOf(TiffPage page) => (page.Format, page.Bits) switch
    {
        (1 or 4, 8) => SampleType.UInt8,
        (1 or 4, 16) => SampleType.UInt16,
        (1 or 4, 32) => SampleType.UInt32,
        (1 or 4, 64) => SampleType.UInt64,
        (2, 8) => SampleType.Int8,
        (2, 16) => SampleType.Int16,
        (2, 32) => SampleType.Int32,
        (2, 64) => SampleType.Int64,
        (3, 16) => SampleType.Float16,
        (3, 32) => SampleType.Float32,
        (3, 64) => SampleType.Float64,
        _ => null,
    };

    private static RefusalException Unsupported(string path, string why) => new(
        "unsupported-tiff", $"'{path}' cannot be read: {why}.", "Save it as a grey picture of plain numbers (tifffile, ImageJ).", RefusalKind.Unsupported);
}
