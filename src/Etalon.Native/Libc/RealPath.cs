using System.Runtime.InteropServices;

namespace Etalon.Native;

/// <summary>Where a path leads once every symbolic link in it has been followed.</summary>
public static unsafe class RealPath
{
    private const int MaximumBytes = 4097;

    /// <summary>The absolute path without links, or null where nothing is there.</summary>
    public static string? Of(string path)
    {
        var buffer = stackalloc byte[MaximumBytes];
        return LibC.RealPath(path, buffer) == 0 ? null : Marshal.PtrToStringUTF8((nint)buffer);
    }
}
