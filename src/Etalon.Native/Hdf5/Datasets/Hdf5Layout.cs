namespace Etalon.Native;

/// <summary>Where samples lie, with the library's numbers.</summary>
public enum Hdf5Layout
{
    /// <summary>In the object header.</summary>
    Compact = 0,

    /// <summary>In one stretch of the file.</summary>
    Contiguous = 1,

    /// <summary>In chunks.</summary>
    Chunked = 2,

    /// <summary>In other datasets.</summary>
    Virtual = 3,
}
