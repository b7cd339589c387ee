using System.Runtime.InteropServices;

namespace Etalon.Native;

/// <summary>Files.</summary>
internal static unsafe partial class H5F
{
    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Fopen", StringMarshalling = StringMarshalling.Utf8)]
    public static partial long Open(string path, uint flags, long access);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Fcreate", StringMarshalling = StringMarshalling.Utf8)]
    public static partial long Create(string path, uint flags, long creation, long access);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Fflush")]
    public static partial int Flush(long id, int scope);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Fclose")]
    public static partial int Close(long id);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Fis_hdf5", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int IsHdf5(string path);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Fstart_swmr_write")]
    public static partial int StartSwmrWrite(long id);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Fget_filesize")]
    public static partial int GetFileSize(long id, out ulong size);
}
