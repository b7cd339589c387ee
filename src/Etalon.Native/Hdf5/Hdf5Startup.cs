using System.Runtime.InteropServices;

namespace Etalon.Native;

/// <summary>What must happen before the first call of the library, and before the first call of each thread.</summary>
internal static unsafe class Hdf5Startup
{
    private const int ExternalLink = 64;
    private static bool _opened;

    [ThreadStatic]
    private static bool _silent;

    /// <summary>Called inside the lock.</summary>
    public static void Ready()
    {
        if (!_opened)
        {
            // Locks fail on read-only and on some network file systems; writers here write aside and publish whole files.
            // This reaches libnetcdf too, which has no property for it. A value set by the user wins.
            _ = LibC.SetEnvironment("HDF5_USE_FILE_LOCKING", "FALSE", overwrite: 0);

            // Virtual datasets would be looked for in that folder first, whatever has been checked.
            _ = LibC.SetEnvironment("HDF5_VDS_PREFIX", "", overwrite: 1);
            Hdf5Error.Check(H5.Open(), "H5open");
            ForbidExternalLinks();
            _opened = true;
        }

        if (!_silent)
        {
            // The library keeps the setting per thread, and would print every error to standard error.
            _ = H5E.SetAuto(0, null, null);
            _silent = true;
        }
    }

    /// <summary>
    /// Replaces the class of external links by one that can be read but not followed: no path, no virtual dataset and no
    /// call of libnetcdf in this process can then leave a file through one, whoever made the file.
    /// </summary>
    private static void ForbidExternalLinks()
    {
        var linkClass = new H5LinkClass { Version = 1, Kind = ExternalLink, Traverse = &Refuse, Query = &Copy };
        Hdf5Error.Check(H5L.Register(&linkClass), "H5Lregister");
    }

    [UnmanagedCallersOnly]
    private static long Refuse(byte* name, long group, void* value, nint size, long link, long transfer) => -1;

    [UnmanagedCallersOnly]
    private static nint Copy(byte* name, void* value, nint size, void* buffer, nint capacity)
    {
        if (buffer is not null)
        {
            NativeMemory.Copy(value, buffer, (nuint)Math.Min(size, capacity));
        }

        return size;
    }
}
