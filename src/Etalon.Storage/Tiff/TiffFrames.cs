using System.Collections.Immutable;
using Etalon.Cubes;
using Etalon.Native;
using Microsoft.Win32.SafeHandles;

namespace Etalon.Storage;

/// <summary>The pages of a TIFF file.</summary>
internal sealed class TiffFrames : FrameFile
{
    private const int MostPages = 1_000_000;

    private readonly TiffFile _tiff;
    private readonly List<TiffPage> _pages = [];
    private readonly List<long> _places = [];
    private readonly List<string> _remarks = [];

    private TiffFrames(string path, SafeFileHandle handle, TiffFile tiff)
        : base(path, handle)
    {
        _tiff = tiff;
        var description = tiff.Description();
        Shape = TiffKind.ShapeOf(tiff.Page(), path);
        ReadPages();
        if (_pages[0].Orientation > 1)
        {
            _remarks.Add($"The file says that its pictures are turned or mirrored (orientation {_pages[0].Orientation}); rows and columns are shown as they are stored.");
        }

        Attributes = description.Length == 0 ? AttributeSet.Empty : AttributeSet.Empty.With("description", description);
        var isPlain = _places.Count == _pages.Count;
        if (isPlain && _pages.Count == 1 && ImageJStack.Frames(description) is > 1 and var frames)
        {
            AddHidden(frames);
        }

        Plain = isPlain ? new PlainFrames([.. _places], tiff.IsForeignOrder) : null;
        Frames = isPlain ? _places.Count : _pages.Count;
    }

    /// <inheritdoc />
    public override int Frames { get; }

    /// <inheritdoc />
    public override FrameShape Shape { get; }

    /// <inheritdoc />
    public override PlainFrames? Plain { get; }

    /// <inheritdoc />
    public override (long Rows, long Columns) Piece => (_pages[0].PieceHeight, _pages[0].PieceWidth);

    /// <inheritdoc />
    public override AttributeSet Attributes { get; }

    /// <inheritdoc />
    public override ImmutableArray<string> Remarks => [.. _remarks];

    /// <summary>Opens a file and goes through its pages.</summary>
    public static TiffFrames Open(string path, SafeFileHandle handle)
    {
        TiffFile? tiff = null;
        try
        {
            tiff = TiffFile.Open(handle, path);
            return new TiffFrames(path, handle, tiff);
        }
        catch (Exception error)
        {
            tiff?.Dispose();
            handle.Dispose();
            if (StorageFaults.IsReading(error))
            {
                throw StorageFaults.Reading(path, "", error);
            }

            throw;
        }
    }

    /// <inheritdoc />
    public override void Decode(int frame, long piece, Span<byte> destination)
    {
        try
        {
            var page = _pages[frame];
            _tiff.GoTo(page.Offset);
            var written = _tiff.Decode(page, piece, destination);
            var rows = page.IsTiled ? page.PieceHeight : Math.Min(page.PieceHeight, page.Height - (piece * page.PieceHeight));
            var expected = rows * page.PieceWidth * Shape.Type.Bytes();
            if (written < expected)
            {
                throw new InvalidDataException($"piece {piece} of page {frame} gives {written} bytes instead of {expected}");
            }
        }
        catch (Exception error) when (StorageFaults.IsReading(error))
        {
            throw StorageFaults.Reading(Path, "", error);
        }
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _tiff.Dispose();
        }

        base.Dispose(disposing);
    }

    private void ReadPages()
    {
        var length = RandomAccess.GetLength(Handle);
        var reduced = 0;
        do
        {
            var page = _tiff.Page();
            if (page.IsReduced && _pages.Count > 0)
            {
                reduced++;
                continue;
            }

            Add(page, length);
        }
        while (_tiff.Next());
        if (reduced > 0)
        {
            _remarks.Add($"{reduced} pages are smaller copies of others and are left out.");
        }
    }

    private void Add(TiffPage page, long length)
    {
        if (_pages.Count >= MostPages)
        {
            throw Refusal.Corrupt(Path, $"it has more than {MostPages} pages");
        }

        if (TiffKind.ShapeOf(page, Path) is var shape && shape != Shape)
        {
            throw new RefusalException(
                "contradictory-metadata", $"Page {_pages.Count} of '{Path}' holds {shape}, the first one {Shape}.",
                "All pages of a stack must be alike: save those that are not in a file of their own.");
        }

        // A piece takes at least a byte, so more pieces than bytes is a lie that would cost memory.
        if (page.Pieces > length || (_pages.Count > 0 && (page.PieceHeight != _pages[0].PieceHeight || page.PieceWidth != _pages[0].PieceWidth)))
        {
            throw Refusal.Corrupt(Path, $"page {_pages.Count} is cut into {page.Pieces} pieces of {page.PieceHeight} rows of {page.PieceWidth} samples");
        }

        if (TiffKind.IsPlain(page) && PlaceOf(page) is { } place)
        {
            if (place < 0 || place > length - shape.Bytes)
            {
                throw Refusal.Corrupt(Path, $"page {_pages.Count} should lie at byte {place} and take {shape.Bytes}, the file has {length}");
            }

            _places.Add(place);
        }

        _pages.Add(page);
    }

    /// <summary>Where all of a page lies that is not encoded; null where its strips do not follow one another.</summary>
    private long? PlaceOf(TiffPage page)
    {
        var offsets = _tiff.Offsets(page);
        var strip = (ulong)(page.PieceHeight * page.PieceWidth * Shape.Type.Bytes());
        for (var i = 1; i < offsets.Length; i++)
        {
            if (offsets[i] != offsets[0] + ((ulong)i * strip))
            {
                return null;
            }
        }

        return offsets[0] <= long.MaxValue ? (long)offsets[0] : -1;
    }

    /// <summary>Beyond 4 GB ImageJ writes one page and all further pictures right behind its samples.</summary>
    private void AddHidden(long frames)
    {
        var first = _places[0];
        var length = RandomAccess.GetLength(Handle);
        if (frames > MostPages || (length - first) / Shape.Bytes < frames)
        {
            _remarks.Add($"Its description speaks of {frames} pictures, for which the file is too short; the one that is there is shown.");
            return;
        }

        for (var i = 1L; i < frames; i++)
        {
            _places.Add(first + (i * Shape.Bytes));
        }
    }
}
