using System.Collections.Immutable;

namespace Etalon.Storage;

/// <summary>Files of a folder whose frames belong together.</summary>
/// <param name="Name">The cube: a role, or what the files themselves are called.</param>
/// <param name="IsBefore">Whether they were taken before (true) or after (false) the projections; null where no name says so.</param>
/// <param name="Files">Paths, in the order in which people count.</param>
internal sealed record FrameGroup(string Name, bool? IsBefore, ImmutableArray<string> Files)
{
    private const string Unnamed = "frames";

    /// <summary>Sorts the files of a folder, and of the folders in it, into groups.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="files">Their paths.</param>
    public static ImmutableArray<FrameGroup> Sort(string root, IEnumerable<string> files) =>
    [
        .. files.Select(file => (File: file, Key: KeyOf(Path.GetRelativePath(root, file))))
            .GroupBy(static pair => pair.Key, static pair => pair.File)
            .Select(static group => new FrameGroup(group.Key.Name, group.Key.IsBefore, [.. group.Order(NaturalOrder.Instance)]))
            .OrderBy(static group => group.Name, StringComparer.Ordinal)
            .ThenByDescending(static group => group.IsBefore ?? true),
    ];

    /// <summary>A folder's name speaks for what lies in it; where it says nothing the file's own name does.</summary>
    private static (string Name, bool? IsBefore) KeyOf(string path)
    {
        var parts = path.Split('/');
        foreach (var part in parts)
        {
            if (FrameRole.Of(part) is { } role)
            {
                return (role, role is ScanNames.Projections ? null : FrameRole.IsBefore(part));
            }
        }

        return (parts.Length > 1 ? string.Join('/', parts[..^1]) : Unnamed, null);
    }
}
