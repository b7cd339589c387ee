namespace Etalon.Native;

/// <summary>The on-disk formats of netCDF, with the library's numbers.</summary>
public enum NetCdfFormat
{
    /// <summary>CDF-1: offsets of 32 bits.</summary>
    Classic = 1,

    /// <summary>CDF-2: offsets of 64 bits.</summary>
    Offset64 = 2,

    /// <summary>HDF5 with groups and all types.</summary>
    NetCdf4 = 3,

    /// <summary>HDF5 with the classic data model.</summary>
    NetCdf4Classic = 4,

    /// <summary>CDF-5: sizes of 64 bits and unsigned types.</summary>
    Cdf5 = 5,
}
