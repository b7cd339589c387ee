using Microsoft.Win32.SafeHandles;

namespace Etalon.Native;

/// <summary>How full a file system is.</summary>
/// <param name="TotalBytes">Its size.</param>
/// <param name="FreeBytes">Free, with what is kept for the administrator.</param>
/// <param name="AvailableBytes">Free for this user.</param>
/// <param name="FreeFiles">Files that can still be made; 0 also where the file system has no such limit.</param>
public sealed record FileSystemSpace(long TotalBytes, long FreeBytes, long AvailableBytes, long FreeFiles)
{
    // The structure has 112 bytes; the rest is room.
    private const int FieldsRoom = 32;

    /// <summary>The file system that holds a path.</summary>
    /// <exception cref="NativeException">There is no such path.</exception>
    public static unsafe FileSystemSpace Of(string path)
    {
        var fields = stackalloc ulong[FieldsRoom];
        return LibC.FileSystem(path, fields) == 0 ? Of(fields) : throw LibC.Failure("statvfs", path);
    }

    /// <summary>The file system that holds an open file.</summary>
    public static unsafe FileSystemSpace Of(SafeFileHandle file)
    {
        var fields = stackalloc ulong[FieldsRoom];
        return LibC.FileSystem(file, fields) == 0 ? Of(fields) : throw LibC.Failure("fstatvfs", "an open file");
    }

    /// <summary>struct statvfs on 64-bit Linux: bsize, frsize, blocks, bfree, bavail, files, ffree, favail, …</summary>
    private static unsafe FileSystemSpace Of(ulong* fields)
    {
        var unit = fields[1];
        return new FileSystemSpace(
            (long)(fields[2] * unit), (long)(fields[3] * unit), (long)(fields[4] * unit), (long)fields[7]);
    }
}
