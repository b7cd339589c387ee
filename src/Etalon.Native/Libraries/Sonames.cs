namespace Etalon.Native;

/// <summary>Versioned file names: never the unversioned links of the -dev packages.</summary>
internal static class Sonames
{
    public const string Hdf5 = "libhdf5_serial.so.103";
    public const string Hdf5HighLevel = "libhdf5_serial_hl.so.100";
    public const string NetCdf = "libnetcdf.so.19";
    public const string Blosc = "libblosc.so.1";
    public const string Lz4 = "liblz4.so.1";
    public const string Zstd = "libzstd.so.1";
    public const string Deflate = "libdeflate.so.0";
    public const string Mpi = "libmpi.so.40";
    public const string Bitshuffle = "libh5bshuf.so";
    public const string Fftw = "libfftw3f.so.3";
    public const string Tiff = "libtiff.so.6";
    public const string Fits = "libcfitsio.so.10";
    public const string LibC = "libc.so.6";
}
