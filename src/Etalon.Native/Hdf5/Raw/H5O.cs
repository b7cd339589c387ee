using System.Runtime.InteropServices;

namespace Etalon.Native;

/// <summary>Objects and references to them.</summary>
internal static unsafe partial class H5O
{
    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Oopen", StringMarshalling = StringMarshalling.Utf8)]
    public static partial long Open(long location, string name, long access);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Oget_info2")]
    public static partial int GetInfo(long id, H5ObjectRecord* info, uint fields);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Rcreate", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int CreateReference(void* reference, long location, string name, int kind, long space);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Rdereference2")]
    public static partial long Dereference(long location, long access, int kind, void* reference);
}
