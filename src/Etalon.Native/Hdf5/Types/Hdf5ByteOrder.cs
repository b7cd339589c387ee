namespace Etalon.Native;

/// <summary>The order of bytes within a number in the file.</summary>
public enum Hdf5ByteOrder
{
    /// <summary>Least significant byte first.</summary>
    Little = 0,

    /// <summary>Most significant byte first.</summary>
    Big = 1,

    /// <summary>As on a VAX.</summary>
    Vax = 2,

    /// <summary>Members differ.</summary>
    Mixed = 3,

    /// <summary>Without meaning for this type.</summary>
    None = 4,
}
