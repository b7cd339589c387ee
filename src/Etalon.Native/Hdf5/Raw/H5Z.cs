using System.Runtime.InteropServices;

namespace Etalon.Native;

/// <summary>Filters.</summary>
internal static unsafe partial class H5Z
{
    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Zfilter_avail")]
    public static partial int IsAvailable(int filter);
}
