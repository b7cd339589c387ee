using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Etalon.Native;

/// <summary>A FITS file, open for reading at one of its parts. Any thread may use it, one at a time: its calls wait for each other.</summary>
/// <remarks>
/// The library opens the file by the number of an open handle, so it never sees a name: what its file names may otherwise say (parts, filters,
/// programs, addresses, other endings) cannot be said. Files opened for reading share nothing in the library, so each has a lock of its own where
/// the library was built for threads, and one lock serves all where it was not.
/// </remarks>
public sealed unsafe class FitsFile : SafeHandle
{
    /// <summary>Where the system shows open handles; the library names files there on a line of its own.</summary>
    internal const string Folder = "/proc/self/fd/";

    private const int CardBytes = 81;
    private const int MostAxes = 999;
    private const int MostCards = 200_000;

    private static readonly Lock Everyone = new();
    private static readonly Lazy<bool> IsReentrant = new(static () => FitsRaw.IsReentrant() != 0);

    private readonly Lock _gate = IsReentrant.Value ? new Lock() : Everyone;
    private int _at;

    private FitsFile(string name)
        : base(0, ownsHandle: true) => Name = name;

    /// <summary>What the file is called in messages.</summary>
    public string Name { get; }

    /// <inheritdoc />
    public override bool IsInvalid => handle == 0;

    /// <summary>The library's version.</summary>
    public static string LibraryVersion
    {
        get
        {
            _ = FitsRaw.Version(out var version);
            return version.ToString("0.0##", CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Opens a file at its first part.</summary>
    /// <param name="file">Stays with the caller, who may close it at once.</param>
    /// <param name="name">For messages.</param>
    /// <exception cref="NativeException">It is no FITS file, or damaged.</exception>
    /// <exception cref="MissingLibraryException">cfitsio is not installed.</exception>
    public static FitsFile Open(SafeFileHandle file, string name)
    {
        ArgumentNullException.ThrowIfNull(file);
        KnownLibrary.Fits.Load();
        var opened = new FitsFile(name);
        var isHeld = false;
        try
        {
            file.DangerousAddRef(ref isHeld);
#pragma warning disable S3869 // The number of the open file is what /proc wants; the handle is held open meanwhile.
            var path = string.Create(CultureInfo.InvariantCulture, $"{Folder}{file.DangerousGetHandle()}");
#pragma warning restore S3869
            using var gate = opened._gate.EnterScope();
            FitsErrors.Clear();
            var status = 0;
            _ = FitsRaw.OpenDiskFile(out var fits, path, 0, ref status);
            FitsErrors.Check(status, "fits_open_diskfile");
            opened.SetHandle(fits);
            opened._at = 1;
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
        finally
        {
            if (isHeld)
            {
                file.DangerousRelease();
            }
        }
    }

    /// <summary>Goes to a part.</summary>
    /// <param name="number">From 1.</param>
    /// <returns>Null behind the last one, and where what follows is cut off in its header.</returns>
    /// <exception cref="NativeException">It is damaged.</exception>
    public FitsPart? GoTo(int number)
    {
        using var gate = _gate.EnterScope();
        var status = 0;
        var kind = GoThere(number, ref status);
        if (status == FitsErrors.EndOfFile)
        {
            FitsErrors.Clear();
            return null;
        }

        FitsErrors.Check(status, "fits_movabs_hdu");
        _ = FitsRaw.Places(handle, out _, out var data, out var end, ref status);
        var isCompressed = FitsRaw.IsCompressed(handle, ref status) != 0;
        if (kind != (int)FitsKind.Image && !isCompressed)
        {
            FitsErrors.Check(status, "fits_get_hduaddrll");
            return new FitsPart(number, (FitsKind)kind, IsCompressed: false, 0, [], data, end);
        }

        var lengths = stackalloc long[MostAxes];
        _ = FitsRaw.ImageShape(handle, MostAxes, out var bitPix, out var rank, lengths, ref status);
        FitsErrors.Check(status, "fits_get_img_paramll");
        return rank is >= 0 and <= MostAxes
            ? new FitsPart(number, FitsKind.Image, isCompressed, bitPix, new ReadOnlySpan<long>(lengths, rank).ToArray(), data, end)
            : throw FitsErrors.Refused("fits_get_img_paramll", string.Create(CultureInfo.InvariantCulture, $"NAXIS is {rank}"));
    }

    /// <summary>The lines of the header of a part, without the last one, <c>END</c>.</summary>
    public IReadOnlyList<string> Cards(FitsPart part)
    {
        ArgumentNullException.ThrowIfNull(part);
        using var gate = _gate.EnterScope();
        var status = 0;
        Move(part.Number, ref status);
        _ = FitsRaw.CountCards(handle, out var count, out _, ref status);
        FitsErrors.Check(status, "fits_get_hdrspace");
        if (count > MostCards)
        {
            throw FitsErrors.Refused("fits_get_hdrspace", string.Create(CultureInfo.InvariantCulture, $"the header has {count} lines, at most {MostCards} are read"));
        }

        var cards = new string[Math.Max(0, count)];
        var text = stackalloc byte[CardBytes];
        for (var i = 0; i < cards.Length; i++)
        {
            _ = FitsRaw.Card(handle, i + 1, text, ref status);
            FitsErrors.Check(status, "fits_read_record");
            var card = new ReadOnlySpan<byte>(text, CardBytes);
            var end = card.IndexOf((byte)0);
            cards[i] = Encoding.Latin1.GetString(end < 0 ? card : card[..end]);
        }

        return cards;
    }

    /// <summary>Decodes a box of an image: stored samples in this machine's byte order, without scale; lost samples of floats are NaN.</summary>
    /// <param name="part">The image.</param>
    /// <param name="start">First sample along each axis, from 0; slowest-varying axis first.</param>
    /// <param name="count">Samples along each axis.</param>
    /// <param name="destination">Packed, row-major.</param>
    /// <param name="bytes">Room there.</param>
    /// <exception cref="NativeException">It is damaged, or the box lies outside.</exception>
    public void Read(FitsPart part, ReadOnlySpan<long> start, ReadOnlySpan<long> count, void* destination, long bytes)
    {
        ArgumentNullException.ThrowIfNull(part);
        Boxes.Require("cfitsio", Name, [.. part.Lengths.Reverse()], start, count, [], Math.Abs(part.BitPix) / 8, bytes);
        var rank = start.Length;
        var box = stackalloc long[3 * rank];
        for (var i = 0; i < rank; i++)
        {
            box[i] = start[rank - 1 - i] + 1;
            box[rank + i] = start[rank - 1 - i] + count[rank - 1 - i];
            box[(2 * rank) + i] = 1;
        }

        var (lost, lostSingle) = (double.NaN, float.NaN);
        void* missing = part.BitPix switch
        {
            -32 => &lostSingle,
            -64 => &lost,
            _ => null,
        };
        using var gate = _gate.EnterScope();
        var status = 0;
        FitsErrors.Clear();
        Move(part.Number, ref status);
        _ = FitsRaw.SetScale(handle, 1, 0, ref status);
        _ = FitsRaw.ReadBox(handle, TypeOf(part.BitPix), box, box + rank, box + (2 * rank), missing, destination, out _, ref status);
        FitsErrors.Check(status, "fits_read_subset");
    }

    /// <inheritdoc />
    protected override bool ReleaseHandle()
    {
        var status = 0;
        _ = FitsRaw.Close(handle, ref status);
        return status == 0;
    }

    /// <summary>The library's numbers of types: those that hold what is stored.</summary>
    private static int TypeOf(int bitPix) => bitPix switch
    {
        8 => 11,
        16 => 21,
        32 => 31,
        64 => 81,
        -32 => 42,
        -64 => 82,
        _ => throw FitsErrors.Refused("fits_read_subset", string.Create(CultureInfo.InvariantCulture, $"BITPIX is {bitPix}")),
    };

    private void Move(int number, ref int status)
    {
        if (_at != number)
        {
            _ = GoThere(number, ref status);
        }
    }

    private int GoThere(int number, ref int status)
    {
        _ = FitsRaw.GoTo(handle, number, out var kind, ref status);
        _at = status == 0 ? number : 0;
        return kind;
    }
}
