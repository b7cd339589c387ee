using System.Runtime.InteropServices;

namespace Etalon.Native;

/// <summary>Errors.</summary>
internal static unsafe partial class H5E
{
    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Eset_auto2")]
    public static partial int SetAuto(long stack, void* function, void* data);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Ewalk2")]
    public static partial int Walk(
        long stack, int direction, delegate* unmanaged<uint, H5ErrorRecord*, void*, int> function, void* data);
}
