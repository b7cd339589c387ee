using Microsoft.Win32.SafeHandles;

namespace Etalon.Storage;

/// <summary>Handles of files whose frames are read in place. The first ones asked for stay open; any number of threads may use one.</summary>
/// <remarks>
/// A stack is read round after round in the same order, for which keeping the last used files would never keep the right one.
/// </remarks>
internal sealed class PlainFiles(FrameStack stack) : IDisposable
{
    // Systems allow a process at least 4096 open files; a run reads from a few stacks at a time.
    private const int MostKept = 1024;

    private readonly SafeFileHandle?[] _kept = new SafeFileHandle?[stack.Files.Length];
    private int _count;

    /// <summary>The handle of a file; to be given to <see cref="Return"/>.</summary>
    public SafeFileHandle Take(int file) => Volatile.Read(ref _kept[file]) ?? Open(file);

    /// <summary>Closes the handle unless it is kept.</summary>
    public void Return(int file, SafeFileHandle handle)
    {
        if (!ReferenceEquals(Volatile.Read(ref _kept[file]), handle))
        {
            handle.Dispose();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var handle in _kept)
        {
            handle?.Dispose();
        }
    }

    private SafeFileHandle Open(int file)
    {
        var handle = stack.OpenPlain(stack.Files[file]);
        if (Interlocked.Increment(ref _count) > MostKept || Interlocked.CompareExchange(ref _kept[file], handle, null) is not null)
        {
            Interlocked.Decrement(ref _count);
        }

        return handle;
    }
}
