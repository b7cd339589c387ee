using System.Runtime.InteropServices;
using System.Text;

namespace Etalon.Native;

/// <summary>What of the field's C libraries works on this machine.</summary>
/// <param name="Libraries">Each library.</param>
/// <param name="Filters">HDF5 filters by name.</param>
public sealed record NativeReport(
    IReadOnlyList<NativeLibraryState> Libraries, IReadOnlyList<Hdf5FilterSupport> Filters)
{
    /// <summary>Asks every library. Never throws for a missing or broken one.</summary>
    public static NativeReport Probe()
    {
        var states = KnownLibrary.All.Select(Ask).ToArray();
        var hdf5 = Array.Find(states, state => state.Library == KnownLibrary.Hdf5);
        return new NativeReport(states, hdf5 is { IsLoaded: true } ? Hdf5FilterSupport.Probe() : Hdf5FilterSupport.Unasked());
    }

    /// <summary>Asks one library.</summary>
    internal static NativeLibraryState Ask(KnownLibrary library)
    {
        try
        {
            library.Load();
            return new NativeLibraryState(library, IsLoaded: true, VersionOf(library), "");
        }
        catch (Exception problem) when (problem is MissingLibraryException or NativeException
            or DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            return new NativeLibraryState(library, IsLoaded: false, "", problem.Message);
        }
    }

    private static unsafe string VersionOf(KnownLibrary library) => library.Soname switch
    {
        Sonames.Hdf5 or Sonames.Hdf5HighLevel => Hdf5Version(),
        Sonames.NetCdf => NetCdfFile.LibraryVersion.Split(' ')[0],
        Sonames.Blosc => Text(BloscRaw.Version()),
        Sonames.Lz4 => Text(Lz4Raw.Version()),
        Sonames.Zstd => Text(ZstdRaw.Version()),
        Sonames.Mpi => MpiVersion(),
        Sonames.Fftw => Text((byte*)NativeLibrary.GetExport(library.Load(), "fftwf_version")),
        Sonames.Tiff => Text(TiffRaw.Version()).Split('\n')[0].Replace("LIBTIFF, Version ", "", StringComparison.Ordinal),
        Sonames.Fits => FitsFile.LibraryVersion,
        _ => "",
    };

    private static string Hdf5Version()
    {
        using var gate = Hdf5Lock.Enter();
        Hdf5Error.Check(H5.GetLibraryVersion(out var major, out var minor, out var release), "H5get_libversion");
        return $"{major}.{minor}.{release}";
    }

    /// <summary>The library says a paragraph; the part before the first comma names it and its version.</summary>
    private static unsafe string MpiVersion()
    {
        var text = stackalloc byte[1024];
        MpiError.Check(MpiRaw.Version(text, out var length), "MPI_Get_library_version");
        return Encoding.UTF8.GetString(text, Math.Clamp(length, 0, 1024)).Split(',')[0].Trim('\0', ' ');
    }

    private static unsafe string Text(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";
}
