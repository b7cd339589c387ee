using Etalon.Cubes;
using Etalon.Native;
using Microsoft.Win32.SafeHandles;

namespace Etalon.Storage;

/// <summary>An HDF5 file that is written under another name and gets its own when it is complete and on disk.</summary>
internal sealed class AsideFile : IDisposable
{
    // Samples begin at page boundaries, so that threads never write into the same page.
    private const int PageBytes = 4096;
    private const int AlignFromBytes = 65536;

    private readonly string _path;
    private readonly string _aside;
    private bool _isComplete;

    private AsideFile(string path)
    {
        _path = path;
        _aside = path + ".part";
        File = Hdf5File.Create(
            _aside, new Hdf5CreateOptions { Overwrite = true, AlignFrom = AlignFromBytes, Alignment = PageBytes });
        try
        {
            Handle = System.IO.File.OpenHandle(_aside, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        }
        catch
        {
            File.Dispose();
            throw;
        }
    }

    /// <summary>The library's view.</summary>
    public Hdf5File File { get; }

    /// <summary>For writing beside the library.</summary>
    public SafeFileHandle Handle { get; }

    /// <summary>Starts a file.</summary>
    /// <exception cref="RefusalException">Something of that name is there, or the folder cannot be written.</exception>
    public static AsideFile Create(string path)
    {
        RequireFree(path);
        return Guarded(path, () => new AsideFile(path));
    }

    /// <summary>Refuses a path that is taken.</summary>
    public static void RequireFree(string path)
    {
        if (Path.Exists(path))
        {
            throw new RefusalException(
                "already-exists", $"'{path}' exists already; files are not replaced.", "Choose another name, or remove it first.",
                RefusalKind.Conflict);
        }
    }

    /// <summary>Turns what goes wrong while writing into a refusal.</summary>
    public static T Guarded<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception error) when (IsFailure(error))
        {
            throw Failed(path, error);
        }
    }

    /// <summary>Whether an error is one of writing, not one of ours.</summary>
    public static bool IsFailure(Exception error) =>
        error is NativeException or IOException or UnauthorizedAccessException or MissingLibraryException;

    /// <summary>The refusal for an error of writing.</summary>
    public static RefusalException Failed(string path, Exception error)
    {
        if (error is MissingLibraryException)
        {
            return new RefusalException(
                "missing-library", error.Message, "Install the package named, then try again.", RefusalKind.Unsupported, error);
        }

        var isFull = error is NativeException { Code: FileSpace.DiskFull }
            || error.Message.Contains("No space left", StringComparison.OrdinalIgnoreCase);
        return isFull
            ? new RefusalException(
                "storage-full", $"'{path}' cannot be written: the disk is full.", "Make room, then try again.",
                RefusalKind.StorageFull, error)
            : new RefusalException(
                "cannot-write", $"'{path}' cannot be written: {error.Message}", "Check the folder and its rights.",
                RefusalKind.Invalid, error);
    }

    /// <summary>Closes, flushes to disk, and gives the file its name.</summary>
    public void Complete() => Guarded(_path, () =>
    {
        File.Close();
        RandomAccess.FlushToDisk(Handle);
        Handle.Dispose();
        RequireFree(_path);
        System.IO.File.Move(_aside, _path, overwrite: false);
        _isComplete = true;
        FileSpace.FlushFolder(Path.GetDirectoryName(Path.GetFullPath(_path))!);
        return true;
    });

    /// <inheritdoc />
    public void Dispose()
    {
        File.Dispose();
        Handle.Dispose();
        if (!_isComplete)
        {
            System.IO.File.Delete(_aside);
        }
    }
}
