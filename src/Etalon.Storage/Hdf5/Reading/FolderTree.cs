using Etalon.Native;

namespace Etalon.Storage;

/// <summary>The folder of an opened file and everything below it: as far as its links may lead.</summary>
internal sealed class FolderTree
{
    // Smaller than any HDF5 file; devices and pipes, which could block for ever, show a length of 0.
    private const long SmallestFileBytes = 96;

    private readonly string? _root;

    /// <summary>The tree around a file.</summary>
    public FolderTree(string path)
    {
        var real = RealPath.Of(path);
        _root = real is null ? null : Path.GetDirectoryName(real);
    }

    /// <summary>The real path of a file that another file names, or null where it lies outside, or is no file.</summary>
    /// <param name="from">Real path of the file that holds the name.</param>
    /// <param name="name">The name as written, relative to that file's folder.</param>
    public string? Resolve(string from, string name)
    {
        if (_root is null || name.Length == 0 || name.Contains('\0', StringComparison.Ordinal))
        {
            return null;
        }

        var real = RealPath.Of(Path.Combine(Path.GetDirectoryName(from) ?? "/", name));
        return real is not null && IsInside(real) && new FileInfo(real) is { Exists: true, Length: >= SmallestFileBytes } ? real : null;
    }

    /// <summary>Whether a name would lead out of the tree even if nothing is there.</summary>
    public bool Leaves(string from, string name)
    {
        var path = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(from) ?? "/", name));
        return !IsInside(RealPath.Of(path) ?? path);
    }

    private bool IsInside(string real) =>
        _root is not null
        && (_root.Length == 1 || real.StartsWith(_root + "/", StringComparison.Ordinal));
}
