namespace Etalon.Storage;

/// <summary>How chunks are encoded.</summary>
public enum ChunkCodec
{
    /// <summary>As they are.</summary>
    None,

    /// <summary>Shuffle and LZ4: fast, the usual choice for floats and counts.</summary>
    Lz4,

    /// <summary>Shuffle and Zstandard at level 1: smaller, four times slower.</summary>
    Zstd,

    /// <summary>Shuffle and deflate, for files that other programs must read (NetCDF-4, HDF5).</summary>
    Deflate,
}
