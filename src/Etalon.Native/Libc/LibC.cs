using System.Runtime.InteropServices;

namespace Etalon.Native;

/// <summary>Calls of the C library that .NET has no name for.</summary>
internal static unsafe partial class LibC
{
    [LibraryImport(Sonames.LibC, EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetEnvironment(string name, string value, int overwrite);

    [LibraryImport(Sonames.LibC, EntryPoint = "fallocate", SetLastError = true)]
    public static partial int Allocate(SafeHandle file, int mode, long offset, long bytes);

    /// <summary>Returns the error number itself.</summary>
    [LibraryImport(Sonames.LibC, EntryPoint = "posix_fadvise")]
    public static partial int Advise(SafeHandle file, long offset, long bytes, int advice);

    [LibraryImport(Sonames.LibC, EntryPoint = "sync_file_range", SetLastError = true)]
    public static partial int SyncRange(SafeHandle file, long offset, long bytes, uint flags);

    [LibraryImport(Sonames.LibC, EntryPoint = "mmap", SetLastError = true)]
    public static partial void* Map(void* wish, nuint bytes, int protection, int flags, SafeHandle file, long offset);

    [LibraryImport(Sonames.LibC, EntryPoint = "munmap", SetLastError = true)]
    public static partial int Unmap(void* start, nuint bytes);

    [LibraryImport(Sonames.LibC, EntryPoint = "madvise", SetLastError = true)]
    public static partial int AdviseMemory(void* start, nuint bytes, int advice);

    [LibraryImport(Sonames.LibC, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags);

    [LibraryImport(Sonames.LibC, EntryPoint = "fsync", SetLastError = true)]
    public static partial int Sync(int file);

    [LibraryImport(Sonames.LibC, EntryPoint = "dup", SetLastError = true)]
    public static partial int Duplicate(SafeHandle file);

    [LibraryImport(Sonames.LibC, EntryPoint = "lseek", SetLastError = true)]
    public static partial long Seek(int file, long offset, int from);

    [LibraryImport(Sonames.LibC, EntryPoint = "vsnprintf")]
    public static partial int Print(byte* text, nint room, byte* format, void* arguments);

    [LibraryImport(Sonames.LibC, EntryPoint = "close")]
    public static partial int Close(int file);

    [LibraryImport(Sonames.LibC, EntryPoint = "statvfs", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int FileSystem(string path, ulong* fields);

    [LibraryImport(Sonames.LibC, EntryPoint = "fstatvfs", SetLastError = true)]
    public static partial int FileSystem(SafeHandle file, ulong* fields);

    [LibraryImport(Sonames.LibC, EntryPoint = "prctl", SetLastError = true)]
    public static partial int ControlProcess(int option, nuint value, nuint second, nuint third, nuint fourth);

    [LibraryImport(Sonames.LibC, EntryPoint = "getppid")]
    public static partial int ParentId();

    [LibraryImport(Sonames.LibC, EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int process, int signal);

    [LibraryImport(Sonames.LibC, EntryPoint = "setpgid", SetLastError = true)]
    public static partial int SetGroup(int process, int group);

    [LibraryImport(Sonames.LibC, EntryPoint = "getpgid", SetLastError = true)]
    public static partial int GetGroup(int process);

    [LibraryImport(Sonames.LibC, EntryPoint = "getrlimit", SetLastError = true)]
    public static partial int GetLimit(int what, ulong* softAndHard);

    [LibraryImport(Sonames.LibC, EntryPoint = "setrlimit", SetLastError = true)]
    public static partial int SetLimit(int what, ulong* softAndHard);

    [LibraryImport(Sonames.LibC, EntryPoint = "getrusage", SetLastError = true)]
    public static partial int Usage(int who, long* fields);

    /// <summary>The exception for a call that set errno, made right after it.</summary>
    public static NativeException Failure(string call, string subject) =>
        Failure(call, Marshal.GetLastPInvokeError(), subject);

    /// <summary>The exception for that error number.</summary>
    public static NativeException Failure(string call, int code, string subject) =>
        new("libc", call, code, $"{subject}: {Marshal.GetPInvokeErrorMessage(code)}");

    [LibraryImport(Sonames.LibC, EntryPoint = "realpath", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint RealPath(string path, byte* resolved);
}
