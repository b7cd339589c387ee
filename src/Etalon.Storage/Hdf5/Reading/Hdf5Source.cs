using Etalon.Cubes;
using Etalon.Native;
using Microsoft.Win32.SafeHandles;

namespace Etalon.Storage;

/// <summary>One open HDF5 file: the library's view of it, and a handle for reading beside the library.</summary>
internal sealed class Hdf5Source : IDisposable
{
    private Hdf5Source(string path, FolderTree tree)
    {
        Path = RealPath.Of(path) ?? path;
        Tree = tree;
        File = Hdf5File.Open(path);
        try
        {
            Handle = System.IO.File.OpenHandle(path, options: FileOptions.RandomAccess);
            Length = RandomAccess.GetLength(Handle);
        }
        catch
        {
            File.Dispose();
            throw;
        }
    }

    /// <summary>The real path.</summary>
    public string Path { get; }

    /// <summary>As far as links may lead.</summary>
    public FolderTree Tree { get; }

    /// <summary>The library's view.</summary>
    public Hdf5File File { get; }

    /// <summary>For reading beside the library.</summary>
    public SafeFileHandle Handle { get; }

    /// <summary>Bytes of the file.</summary>
    public long Length { get; }

    /// <summary>Opens a file that the user named.</summary>
    /// <exception cref="RefusalException">It is missing, damaged, or HDF5 is not installed.</exception>
    public static Hdf5Source Open(string path) => Guarded(path, () => new Hdf5Source(path, new FolderTree(path)));

    /// <summary>Opens a file that this one names.</summary>
    public Hdf5Source OpenBeside(string realPath) => Guarded(realPath, () => new Hdf5Source(realPath, Tree));

    /// <summary>Turns what the library says about a file into a refusal.</summary>
    public static T Guarded<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (NativeException error)
        {
            throw Refusal.Corrupt(path, error.Text, error);
        }
        catch (OverflowException error)
        {
            throw Refusal.Corrupt(path, "its sizes do not fit any file", error);
        }
        catch (MissingLibraryException error)
        {
            throw new RefusalException(
                "missing-library", error.Message, "Install the package named, then try again.", RefusalKind.Unsupported, error);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        File.Dispose();
        Handle.Dispose();
    }
}
