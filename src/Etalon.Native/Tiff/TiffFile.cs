using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Etalon.Native;

/// <summary>A TIFF file, classic or big, open for reading at one of its pages. Not thread-safe.</summary>
/// <remarks>The library never maps the file and never takes more than a gibibyte at once, whatever the file says.</remarks>
public sealed unsafe class TiffFile : SafeHandle
{
    private const string Library = "libtiff";
    private const nint MostMemory = 1 << 30;
    private const int LongestText = 64 << 10;

    private TiffFile(nint tiff)
        : base(0, ownsHandle: true) => SetHandle(tiff);

    /// <inheritdoc />
    public override bool IsInvalid => handle == 0;

    /// <summary>Whether samples are stored in the other byte order than this machine's.</summary>
    public bool IsForeignOrder => TiffRaw.IsByteSwapped(handle) != 0;

    /// <summary>Opens a file at its first page.</summary>
    /// <param name="file">Stays with the caller, who may close it at once.</param>
    /// <param name="name">For messages.</param>
    /// <exception cref="NativeException">It is no TIFF file, or damaged.</exception>
    /// <exception cref="MissingLibraryException">libtiff is not installed.</exception>
    public static TiffFile Open(SafeFileHandle file, string name)
    {
        var copy = LibC.Duplicate(file);
        if (copy < 0)
        {
            throw LibC.Failure("dup", name);
        }

        TiffErrors.Clear();
        var options = TiffRaw.AllocateOptions();
        TiffRaw.LimitMemory(options, MostMemory);
        TiffRaw.SetErrors(options, TiffErrors.Handler, null);
        TiffRaw.SetWarnings(options, TiffErrors.Ignorer, null);
        _ = LibC.Seek(copy, 0, 0);
        var tiff = TiffRaw.Open(copy, name, "rm", options);
        TiffRaw.FreeOptions(options);
        if (tiff == 0)
        {
            _ = LibC.Close(copy);
            throw TiffErrors.Failure("TIFFFdOpenExt", 0);
        }

        return new TiffFile(tiff);
    }

    /// <summary>Goes to the next page.</summary>
    /// <returns>False behind the last.</returns>
    /// <exception cref="NativeException">The next page is damaged, or leads back to one that was there before.</exception>
    public bool Next()
    {
        if (TiffRaw.IsLastDirectory(handle) != 0)
        {
            return false;
        }

        TiffErrors.Clear();
        return TiffRaw.NextDirectory(handle) == 1 ? true : throw TiffErrors.Failure("TIFFReadDirectory", 0);
    }

    /// <summary>Goes to the page whose directory lies there.</summary>
    public void GoTo(ulong offset)
    {
        if (TiffRaw.DirectoryOffset(handle) == offset)
        {
            return;
        }

        TiffErrors.Clear();
        if (TiffRaw.GoTo(handle, offset) != 1)
        {
            throw TiffErrors.Failure("TIFFSetSubDirectory", 0);
        }
    }

    /// <summary>What the page says.</summary>
    public TiffPage Page()
    {
        var tiled = TiffRaw.IsTiled(handle) != 0;
        var width = Long(TiffTag.Width);
        var height = Long(TiffTag.Height);
        return new TiffPage(
            width, height, Short(TiffTag.Bits), Short(TiffTag.Format), Short(TiffTag.SamplesPerPixel), Short(TiffTag.Compression),
            tiled ? Long(TiffTag.TileWidth) : width, tiled ? Long(TiffTag.TileHeight) : Math.Min(height, Math.Max(1, Long(TiffTag.RowsPerStrip))),
            tiled ? TiffRaw.Tiles(handle) : TiffRaw.Strips(handle), tiled, TiffRaw.DirectoryOffset(handle))
        {
            HasUsualBits = Short(TiffTag.FillOrder) == 1,
            IsReduced = (Long(TiffTag.Kind) & 1) != 0,
            Orientation = Short(TiffTag.Orientation),
        };
    }

    /// <summary>The description of the page; empty where there is none.</summary>
    public string Description()
    {
        byte* text = null;
        if (TiffRaw.Field(handle, TiffTag.Description, &text) != 1 || text is null)
        {
            return "";
        }

        var length = 0;
        while (length < LongestText && text[length] != 0)
        {
            length++;
        }

        return System.Text.Encoding.UTF8.GetString(text, length);
    }

    /// <summary>Where the pieces of the page begin; valid until another page is read.</summary>
    public ReadOnlySpan<ulong> Offsets(TiffPage page) => List(page, page.IsTiled ? TiffTag.TileOffsets : TiffTag.StripOffsets);

    /// <summary>Stored bytes of the pieces; valid until another page is read.</summary>
    public ReadOnlySpan<ulong> ByteCounts(TiffPage page) => List(page, page.IsTiled ? TiffTag.TileBytes : TiffTag.StripBytes);

    /// <summary>Decodes one piece into this machine's byte order; the last strip may give less than there is room for.</summary>
    /// <returns>Bytes written.</returns>
    /// <exception cref="NativeException">The piece is damaged.</exception>
    public long Decode(TiffPage page, long piece, Span<byte> destination)
    {
        TiffErrors.Clear();
        fixed (byte* to = destination)
        {
            var written = page.IsTiled
                ? TiffRaw.ReadTile(handle, (uint)piece, to, destination.Length)
                : TiffRaw.ReadStrip(handle, (uint)piece, to, destination.Length);
            return written >= 0
                ? written
                : throw new NativeException(
                    Library, page.IsTiled ? "TIFFReadEncodedTile" : "TIFFReadEncodedStrip", written,
                    string.Create(CultureInfo.InvariantCulture, $"piece {piece} cannot be decoded ({TiffErrors.Last ?? "it says no more"})"));
        }
    }

    /// <inheritdoc />
    protected override bool ReleaseHandle()
    {
        TiffRaw.Close(handle);
        return true;
    }

    private ReadOnlySpan<ulong> List(TiffPage page, uint tag)
    {
        TiffErrors.Clear();
        ulong* list = null;
        return TiffRaw.Field(handle, tag, &list) == 1 && list is not null
            ? new ReadOnlySpan<ulong>(list, checked((int)page.Pieces))
            : throw TiffErrors.Failure("TIFFGetField", 0);
    }

    private long Long(uint tag)
    {
        var value = 0u;
        return TiffRaw.FieldOrDefault(handle, tag, &value) == 1 ? value : 0;
    }

    private int Short(uint tag)
    {
        ushort value = 0;
        return TiffRaw.FieldOrDefault(handle, tag, &value) == 1 ? value : 0;
    }
}
