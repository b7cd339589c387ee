using System.Globalization;
using Etalon.Cubes;
using Etalon.Native;
using Microsoft.Win32.SafeHandles;

namespace Etalon.Storage;

/// <summary>Goes through the parts of a file. What a part says is checked before the next one is looked for: its place follows from it.</summary>
internal sealed class FitsWalk(SafeFileHandle handle)
{
    private const int MostParts = 100_000;
    private const int BlockBytes = 2880;

    // What fpack and astropy call every image that they encode.
    private const string NoName = "COMPRESSED_IMAGE";

    private readonly long _fileBytes = RandomAccess.GetLength(handle);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>The images, in the file's order.</summary>
    public List<FitsImage> Images { get; } = [];

    /// <summary>What was seen but not understood.</summary>
    public List<string> Remarks { get; } = [];

    /// <summary>The keywords of a first part that has no image: they speak of the whole file.</summary>
    public AttributeSet Attributes { get; private set; } = AttributeSet.Empty;

    /// <summary>Whether there are tables.</summary>
    public bool HasTables { get; private set; }

    /// <summary>Goes through all parts.</summary>
    /// <exception cref="InvalidDataException">The file is damaged or cut off.</exception>
    /// <exception cref="NativeException">The library says so.</exception>
    public void Run(FitsFile file)
    {
        var (end, number) = (0L, 1);
        while (number <= MostParts && FitsHeader.Read(handle, end, number) is { } cards)
        {
            var part = file.GoTo(number) ?? throw new InvalidDataException($"part {number} is cut off");
            if (part.DataStart < end || part.DataEnd < part.DataStart)
            {
                throw new InvalidDataException($"the data of part {number} should lie at byte {part.DataStart}");
            }

            Look(part, FitsKeywords.Read(cards));
            end = part.DataEnd;
            number++;
        }

        CheckRest(end, number);
    }

    private void CheckRest(long end, int next)
    {
        if (next > MostParts)
        {
            Remarks.Add($"Only the first {MostParts} parts were looked at.");
            return;
        }

        if (end <= _fileBytes - BlockBytes)
        {
            Remarks.Add(string.Create(CultureInfo.InvariantCulture, $"{_fileBytes - end} bytes behind the last part are no FITS and are left out."));
        }
    }

    private void Look(FitsPart part, AttributeSet keywords)
    {
        var bytes = BytesOf(part, keywords);
        if (bytes < 0 || part.DataStart + bytes > _fileBytes)
        {
            throw new InvalidDataException($"the data of part {part.Number} should take {bytes} bytes from byte {part.DataStart} on, the file has {_fileBytes}");
        }

        if (part.Kind != FitsKind.Image)
        {
            HasTables = true;
            Remarks.Add($"Part {part.Number} ('{keywords.Text("EXTNAME").Trim()}') is a table, which is no cube.");
        }
        else if (part.Lengths.Count == 0)
        {
            Attributes = part.Number == 1 ? FitsImage.Rest(keywords, isCompressed: false) : Attributes;
        }
        else if (part.Lengths.Any(static length => length == 0))
        {
            Remarks.Add($"Part {part.Number} is empty, or holds groups, which are not read.");
        }
        else if (part.Lengths.Count > BoxCopy.MostAxes)
        {
            Remarks.Add($"Part {part.Number} has {part.Lengths.Count} axes; images of up to {BoxCopy.MostAxes} are read.");
        }
        else
        {
            Add(part, keywords, bytes);
        }
    }

    private void Add(FitsPart part, AttributeSet keywords, Int128 bytes)
    {
        var type = FitsSamples.TypeOf(part.BitPix) ?? throw new InvalidDataException($"part {part.Number} has BITPIX {part.BitPix}");
        if (!CubeSize.IsCountable([.. part.Lengths], type))
        {
            throw new InvalidDataException($"part {part.Number} states a size that fits no disk");
        }

        try
        {
            Images.Add(FitsImage.Of(part, keywords, type, NameOf(part, keywords), bytes));
        }
        catch (RefusalException refusal) when (refusal.Kind == RefusalKind.Unsupported)
        {
            Remarks.Add(refusal.Message);
        }
    }

    /// <summary>Bytes of the data without padding (FITS 4.0, equation 2), from the header itself: the library's sums may have run over.</summary>
    private static Int128 BytesOf(FitsPart part, AttributeSet keywords)
    {
        var rank = (int)Int128.Clamp(keywords.Whole("NAXIS") ?? 0, 0, 999);
        var isGroups = keywords.Text("GROUPS") is "T" && keywords.Whole("NAXIS1") == 0;
        var (samples, most) = (rank == 0 ? (Int128)0 : 1, (Int128)1 << 70);
        for (var n = isGroups ? 2 : 1; n <= rank; n++)
        {
            var length = keywords.Whole(string.Create(CultureInfo.InvariantCulture, $"NAXIS{n}")) ?? -1;
            if (length < 0)
            {
                throw new InvalidDataException($"part {part.Number} has no length NAXIS{n}");
            }

            samples = Int128.Min(most, samples * Int128.Min(length, (Int128)1 << 50));
        }

        var (more, groups) = (keywords.Whole("PCOUNT") ?? 0, keywords.Whole("GCOUNT") ?? 1);
        if (more < 0 || groups < 0 || more > most || groups > most >> 40)
        {
            throw new InvalidDataException($"part {part.Number} has PCOUNT {more} and GCOUNT {groups}");
        }

        return Int128.Abs(keywords.Whole("BITPIX") ?? 8) / 8 * groups * (samples + more);
    }

    /// <summary>The name that the header gives, with its version or its place where others have the same.</summary>
    private string NameOf(FitsPart part, AttributeSet keywords)
    {
        var given = string.Concat(keywords.Text("EXTNAME").Trim().Select(static c => char.IsControl(c) || c is '/' or '\\' ? '_' : c));
        given = given is NoName or "." or ".." ? "" : given;
        var plain = given.Length == 0 ? "image" : given;
        IEnumerable<string> wanted =
        [
            given.Length == 0 && Images.Count > 0 ? $"image{part.Number}" : plain,
            .. keywords["EXTVER"] is { } version && given.Length > 0 ? [$"{given}_{version}"] : Array.Empty<string>(),
            $"{plain}_hdu{part.Number}",
        ];
        return wanted.Concat(Enumerable.Range(2, MostParts).Select(i => string.Create(CultureInfo.InvariantCulture, $"{plain}_hdu{part.Number}_{i}"))).First(_names.Add);
    }
}
