using Microsoft.Win32.SafeHandles;

namespace Etalon.Native;

/// <summary>Room on disk: taking it before writing, giving it back, and getting it to the disk.</summary>
public static class FileSpace
{
    /// <summary>The error number of a full disk, as <see cref="NativeException.Code"/> tells it.</summary>
    public const int DiskFull = 28;

    private const int KeepSize = 1;
    private const int PunchHole = 2;
    private const int NotSupported = 95;
    private const int NotImplemented = 38;
    private const int WillNeedAdvice = 3;
    private const int DropAdvice = 4;
    private const uint WriteFlag = 2;
    private const int DirectoryFlags = 0x80000 | 0x10000;

    /// <summary>Takes room up to a length, so that writing is fast (5 to 20 times here) and cannot run out of disk.</summary>
    /// <param name="file">A file open for writing.</param>
    /// <param name="bytes">Length to which it will grow.</param>
    /// <param name="keepLength">Whether the file stays as long as it is now.</param>
    /// <returns>False where the file system cannot do it; nothing has happened then.</returns>
    /// <exception cref="NativeException">The disk is full, or the file cannot be written.</exception>
    public static bool Take(SafeFileHandle file, long bytes, bool keepLength = false)
    {
        var length = RandomAccess.GetLength(file);
        if (bytes <= length)
        {
            return true;
        }

        // Asked first: fallocate takes what is left of the disk from everyone before it finds that this is too little.
        if (bytes - length > FileSystemSpace.Of(file).AvailableBytes)
        {
            throw LibC.Failure("fallocate", DiskFull, $"{bytes} bytes");
        }

        if (LibC.Allocate(file, keepLength ? KeepSize : 0, 0, bytes) == 0)
        {
            return true;
        }

        var failure = LibC.Failure("fallocate", $"{bytes} bytes");
        if (failure.Code == DiskFull)
        {
            RandomAccess.SetLength(file, length);
            _ = LibC.Allocate(file, PunchHole | KeepSize, length, bytes - length);
        }

        return failure.Code is NotSupported or NotImplemented ? false : throw failure;
    }

    /// <summary>Gives the disk blocks of a range back; the range reads as zeros.</summary>
    /// <returns>False where the file system cannot do it.</returns>
    public static bool Give(SafeFileHandle file, long offset, long bytes)
    {
        if (bytes <= 0 || LibC.Allocate(file, PunchHole | KeepSize, offset, bytes) == 0)
        {
            return true;
        }

        var failure = LibC.Failure("fallocate", $"{bytes} bytes at {offset}");
        return failure.Code is NotSupported or NotImplemented ? false : throw failure;
    }

    /// <summary>Asks the system to read a range ahead.</summary>
    public static void WillNeed(SafeFileHandle file, long offset, long bytes) =>
        Advise(file, offset, bytes, WillNeedAdvice);

    /// <summary>Tells the system that a range is not needed again; only what is on disk already is dropped.</summary>
    public static void Drop(SafeFileHandle file, long offset, long bytes) =>
        Advise(file, offset, bytes, DropAdvice);

    /// <summary>
    /// Starts writing a range to disk without waiting, so that a later flush has less to do. Promises nothing: where it cannot be
    /// done, or fails, the flush does and tells all.
    /// </summary>
    public static void StartWriting(SafeFileHandle file, long offset, long bytes) => _ = LibC.SyncRange(file, offset, bytes, WriteFlag);

    /// <summary>Makes names in a folder durable: files made, renamed or deleted in it.</summary>
    public static void FlushFolder(string path)
    {
        var folder = LibC.Open(path, DirectoryFlags);
        if (folder < 0)
        {
            throw LibC.Failure("open", path);
        }

        try
        {
            if (LibC.Sync(folder) != 0)
            {
                throw LibC.Failure("fsync", path);
            }
        }
        finally
        {
            _ = LibC.Close(folder);
        }
    }

    private static void Advise(SafeFileHandle file, long offset, long bytes, int advice)
    {
        var code = LibC.Advise(file, offset, bytes, advice);
        if (code != 0)
        {
            throw LibC.Failure("posix_fadvise", code, $"{bytes} bytes at {offset}");
        }
    }
}
