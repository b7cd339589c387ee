using System.Runtime.InteropServices;

namespace Etalon.Native;

/// <summary>A C library that Etalon can use, and where it comes from.</summary>
/// <param name="Name">As people call it.</param>
/// <param name="Soname">File name with the version of its binary interface.</param>
/// <param name="Package">Debian package that holds it.</param>
public sealed record KnownLibrary(string Name, string Soname, string Package)
{
    /// <summary>HDF5, serial build.</summary>
    public static KnownLibrary Hdf5 { get; } = new("HDF5", Sonames.Hdf5, "libhdf5-103-1");

    /// <summary>HDF5's high-level library: dimension scales.</summary>
    public static KnownLibrary Hdf5HighLevel { get; } = new("HDF5 high level", Sonames.Hdf5HighLevel, "libhdf5-hl-100");

    /// <summary>netCDF for C.</summary>
    public static KnownLibrary NetCdf { get; } = new("netCDF", Sonames.NetCdf, "libnetcdf19");

    /// <summary>c-blosc, version 1.</summary>
    public static KnownLibrary Blosc { get; } = new("c-blosc", Sonames.Blosc, "libblosc1");

    /// <summary>LZ4.</summary>
    public static KnownLibrary Lz4 { get; } = new("LZ4", Sonames.Lz4, "liblz4-1");

    /// <summary>Zstandard.</summary>
    public static KnownLibrary Zstd { get; } = new("Zstandard", Sonames.Zstd, "libzstd1");

    /// <summary>libdeflate: the deflate filter of HDF5 and NetCDF-4.</summary>
    public static KnownLibrary Deflate { get; } = new("libdeflate", Sonames.Deflate, "libdeflate0");

    /// <summary>Open MPI.</summary>
    public static KnownLibrary Mpi { get; } = new("Open MPI", Sonames.Mpi, "libopenmpi3");

    /// <summary>The HDF5 plug-in of bitshuffle, which also exports its codec.</summary>
    public static KnownLibrary Bitshuffle { get; } = new("bitshuffle", Sonames.Bitshuffle, "bitshuffle");

    /// <summary>FFTW in single precision.</summary>
    public static KnownLibrary Fftw { get; } = new("FFTW", Sonames.Fftw, "libfftw3-single3");

    /// <summary>libtiff: pictures and stacks of them.</summary>
    public static KnownLibrary Tiff { get; } = new("libtiff", Sonames.Tiff, "libtiff6");

    /// <summary>cfitsio: FITS images.</summary>
    public static KnownLibrary Fits { get; } = new("cfitsio", Sonames.Fits, "libcfitsio10");

    /// <summary>All of them, in the order a report shows them.</summary>
    public static IReadOnlyList<KnownLibrary> All { get; } =
        [Hdf5, Hdf5HighLevel, NetCdf, Blosc, Lz4, Zstd, Deflate, Bitshuffle, Mpi, Fftw, Tiff, Fits];

    /// <summary>Loads the library, or finds it loaded.</summary>
    /// <exception cref="MissingLibraryException">It is not installed.</exception>
    public nint Load()
    {
        foreach (var candidate in SonameResolver.Candidates(Soname))
        {
            if (NativeLibrary.TryLoad(candidate, out var handle))
            {
                return handle;
            }
        }

        throw new MissingLibraryException(Soname, Package);
    }
}
