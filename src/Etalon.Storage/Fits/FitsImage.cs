using System.Collections.Immutable;
using Etalon.Cubes;
using Etalon.Native;

namespace Etalon.Storage;

/// <summary>One image of a file, as a cube.</summary>
/// <param name="Cube">What operators see.</param>
/// <param name="Part">What the file says of it.</param>
/// <param name="Stored">The type of stored samples.</param>
/// <param name="Rule">How they are understood, after <see cref="ShiftedArray"/> where the rule's type has the other sign.</param>
/// <param name="Tiles">How it is encoded; null where it is not.</param>
internal sealed record FitsImage(CubeInfo Cube, FitsPart Part, SampleType Stored, SampleRule Rule, FitsTiles? Tiles)
{
    private static readonly string[] Used =
    [
        "SIMPLE", "XTENSION", "BITPIX", "NAXIS", "EXTEND", "PCOUNT", "GCOUNT", "GROUPS", "EXTNAME", "CHECKSUM", "DATASUM", "BSCALE", "BZERO", "BLANK", "BUNIT",
        "END",
    ];

    private static readonly string[] UsedByTiles =
    [
        "TFIELDS", "THEAP", "ZIMAGE", "ZTENSION", "ZSIMPLE", "ZEXTEND", "ZBLOCKED", "ZPCOUNT", "ZGCOUNT", "ZBITPIX", "ZNAXIS", "ZCMPTYPE", "ZQUANTIZ", "ZDITHER0",
        "ZBLANK", "ZSCALE", "ZZERO", "ZMASKCMP", "ZHECKSUM", "ZDATASUM",
    ];

    /// <summary>What stands behind keywords that are counted.</summary>
    public static readonly char[] Digits = [.. "0123456789"];

    private static readonly string[] Numbered = ["NAXIS"];

    private static readonly string[] NumberedByTiles = ["NAXIS", "ZNAXIS", "ZTILE", "ZNAME", "ZVAL", "TTYPE", "TFORM", "TUNIT", "TDIM"];

    /// <summary>The image of a part.</summary>
    /// <param name="part">Not empty, of a countable size.</param>
    /// <param name="keywords">Its header.</param>
    /// <param name="stored">The type of stored samples.</param>
    /// <param name="name">What the cube is called.</param>
    /// <param name="bytes">Bytes of the data.</param>
    public static FitsImage Of(FitsPart part, AttributeSet keywords, SampleType stored, string name, Int128 bytes)
    {
        var rule = FitsSamples.RuleFor(stored, FitsSamples.SignedAs(stored, keywords), keywords);
        var (axes, left) = FitsAxes.Of(part.Lengths, keywords);
        var cube = new CubeInfo(name, axes, rule.Seen)
        {
            Unit = keywords.Text("BUNIT").Trim(),
            Missing = rule.Missing,
            Attributes = Rest(left, part.IsCompressed).With("HDU", AttributeValue.Of(SampleType.Int32, part.Number)),
        };
        return new FitsImage(cube, part, stored, rule, part.IsCompressed ? FitsTiles.Of(part, keywords, bytes) : null);
    }

    /// <summary>The keywords that say nothing of how samples are stored.</summary>
    public static AttributeSet Rest(AttributeSet keywords, bool isCompressed)
    {
        var numbered = isCompressed ? NumberedByTiles : Numbered;
        var counted = keywords.Select(static pair => pair.Key).Where(key => numbered.Contains(key.TrimEnd(Digits), StringComparer.Ordinal));
        return keywords.Without([.. Used, .. isCompressed ? UsedByTiles : [], .. counted]);
    }

    /// <summary>The stored samples.</summary>
    /// <param name="file">The open file.</param>
    /// <param name="path">Its path, for messages.</param>
    public StoredArray Open(Microsoft.Win32.SafeHandles.SafeFileHandle file, string path)
    {
        ImmutableArray<long> shape = [.. Part.Lengths.Reverse()];
        StoredArray array = Tiles is null
            ? new FileArray(new FilePlace(file, path, Part.DataStart, IsForeignOrder: true), shape, Stored)
            : new TileArray(file, FitsFile.Open(file, path), Part, Tiles, Stored);
        return Rule.Stored == Stored ? array : new ShiftedArray(array, Rule.Stored);
    }
}
