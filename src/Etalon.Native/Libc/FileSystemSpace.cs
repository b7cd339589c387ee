namespace Etalon.Native;

/// <summary>How full a file system is.</summary>
/// <param name="TotalBytes">Its size.</param>
/// <param name="FreeBytes">Free, with what is kept for the administrator.</param>
/// <param name="AvailableBytes">Free for this user.</param>
/// <param name="FreeFiles">Files that can still be made; 0 also where the file system has no such limit.</param>
public sealed record FileSystemSpace(long TotalBytes, long FreeBytes, long AvailableBytes, long FreeFiles)
{
    /// <summary>The file system that holds a path.</summary>
    /// <exception cref="NativeException">There is no such path.</exception>
    public static unsafe FileSystemSpace Of(string path)
    {
        // struct statvfs is 112 bytes on 64-bit Linux: bsize, frsize, blocks, bfree, bavail, files, ffree, favail, …
        var fields = stackalloc ulong[32];
        if (LibC.FileSystem(path, fields) != 0)
        {
            throw LibC.Failure("statvfs", path);
        }

        var unit = fields[1];
        return new FileSystemSpace(
            (long)(fields[2] * unit), (long)(fields[3] * unit), (long)(fields[4] * unit), (long)fields[7]);
    }
}
