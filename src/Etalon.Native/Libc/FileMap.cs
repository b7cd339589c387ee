using Microsoft.Win32.SafeHandles;

namespace Etalon.Native;

/// <summary>A file's pages in this process's memory, for reading without copying. Thread-safe but for disposing.</summary>
/// <remarks>
/// Reading a page that the file or the disk cannot give ends the process with a signal that nothing can catch. Therefore
/// <see cref="TryBring"/> comes first: it brings the pages and says no instead.
/// </remarks>
public sealed unsafe class FileMap : IDisposable
{
    private const int ReadOnly = 1;
    private const int Shared = 1;
    private const int DropAdvice = 4;
    private const int PopulateReadAdvice = 22;
    private const int Interrupted = 4;
    private const int InvalidArgument = 22;

    private static readonly long PageMask = Environment.SystemPageSize - 1;

    private readonly byte* _start;
    private readonly nuint _length;
    private int _isDisposed;

    private FileMap(byte* start, nuint length)
    {
        _start = start;
        _length = length;
    }

    /// <summary>Whether this system can bring pages beforehand (Linux 5.14 and later); set to false by the first call it refuses.</summary>
    public static bool IsSupported { get; private set; } = OperatingSystem.IsLinux();

    /// <summary>Maps the first bytes of a file; null where this file system cannot.</summary>
    public static FileMap? TryOpen(SafeFileHandle file, long bytes)
    {
        if (bytes <= 0 || !IsSupported)
        {
            return null;
        }

        var start = LibC.Map(null, (nuint)bytes, ReadOnly, Shared, file, 0);
        return (nint)start == -1 ? null : new FileMap((byte*)start, (nuint)bytes);
    }

    /// <summary>Brings the pages of a range into memory and gives its first byte.</summary>
    /// <param name="offset">In the file; the range lies inside the map.</param>
    /// <param name="bytes">Length of the range.</param>
    /// <returns>Null where the pages cannot be read: the file has become shorter, or the disk fails.</returns>
    public byte* TryBring(long offset, long bytes)
    {
        var start = At(offset, bytes);
        var first = offset & ~PageMask;
        while (LibC.AdviseMemory(_start + first, (nuint)(offset + bytes - first), PopulateReadAdvice) != 0)
        {
            var code = System.Runtime.InteropServices.Marshal.GetLastPInvokeError();
            IsSupported &= code != InvalidArgument;
            if (code != Interrupted)
            {
                return null;
            }
        }

        return start;
    }

    /// <summary>The first byte of a range that was brought before.</summary>
    public byte* At(long offset, long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, (long)_length - offset);
        return _start + offset;
    }

    /// <summary>Lets the process's page table forget the pages. They stay in the system's cache and come back when touched.</summary>
    public void Forget() => _ = LibC.AdviseMemory(_start, _length, DropAdvice);

    /// <inheritdoc />
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            _ = LibC.Unmap(_start, _length);
        }
    }
}
