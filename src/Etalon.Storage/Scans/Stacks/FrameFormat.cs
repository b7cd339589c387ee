using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>A format of files that hold frames: one such file, or a folder full of them, is a dataset.</summary>
public abstract class FrameFormat : IDatasetFormat
{
    private const int Certain = 95;
    private const int Likely = 70;

    /// <inheritdoc />
    public abstract string Name { get; }

    /// <summary>How files of the format may end, with the dot; others in a folder are left alone.</summary>
    internal abstract string[] Endings { get; }

    /// <inheritdoc />
    public int Recognise(string path, ReadOnlySpan<byte> head)
    {
        if (!Directory.Exists(path))
        {
            return IsIn(head) ? Certain : 0;
        }

        return FrameFolder.FirstFile(path, Endings) is { } first && IsIn(FrameFolder.Head(first)) ? Likely : 0;
    }

    /// <inheritdoc />
    public IDatasetReader Open(string path)
    {
        if (Directory.Exists(path))
        {
            return FrameFolder.Open(path, this);
        }

        return File.Exists(path) ? SingleStack.Open(path, this) : throw Refusal.NoSuchFile(path);
    }

    /// <inheritdoc />
    public IDatasetWriter Create(string path, IReadOnlyDictionary<string, string> options) => throw new RefusalException(
        "format-only-read", $"'{Name}' is only read, never written.", "Choose one of zarr, hdf5, netcdf, npy.", RefusalKind.Unsupported);

    /// <summary>Whether a file begins as files of the format do.</summary>
    internal abstract bool IsIn(ReadOnlySpan<byte> head);

    /// <summary>Opens one file; the handle belongs to the file afterwards, whatever happens.</summary>
    internal abstract FrameFile OpenFile(string path, Microsoft.Win32.SafeHandles.SafeFileHandle handle);
}
