namespace Etalon.Native;

/// <summary>What a part of a FITS file holds.</summary>
public enum FitsKind
{
    /// <summary>An array of numbers, which may be stored in encoded tiles.</summary>
    Image,

    /// <summary>A table of texts.</summary>
    TextTable,

    /// <summary>A table of numbers.</summary>
    BinaryTable,
}
