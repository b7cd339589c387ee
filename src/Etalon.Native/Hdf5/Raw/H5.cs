using System.Runtime.InteropServices;

namespace Etalon.Native;

/// <summary>The library as a whole.</summary>
internal static unsafe partial class H5
{
    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5open")]
    public static partial int Open();

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5get_libversion")]
    public static partial int GetLibraryVersion(out uint major, out uint minor, out uint release);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5free_memory")]
    public static partial int FreeMemory(void* memory);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Idec_ref")]
    public static partial int DecreaseReference(long id);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Iget_type")]
    public static partial int GetIdType(long id);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Iget_name")]
    public static partial nint GetName(long id, byte* name, nint size);
}
