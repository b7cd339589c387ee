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
        .. files.GroupBy(static file => Path.GetDirectoryName(file), StringComparer.Ordinal)
            .SelectMany(folder => Keyed(root, [.. folder]))
            .GroupBy(static pair => pair.Key, static pair => pair.File)
            .Select(static group => new FrameGroup(group.Key.Name, group.Key.IsBefore, [.. group.Order(NaturalOrder.Instance)]))
            .OrderBy(static group => group.Name, StringComparer.Ordinal)
            .ThenByDescending(static group => group.IsBefore ?? true),
    ];

    /// <summary>
    /// A folder may be called after the whole measurement: where some files of a folder of projections, but not all, say that they are
    /// flats or darks, they are. Where all say so it is the sample that is called white or dark.
    /// </summary>
    private static IEnumerable<(string File, (string Name, bool? IsBefore) Key)> Keyed(string root, string[] files)
    {
        var odd = files.Where(static file => FrameRole.Of(Path.GetFileNameWithoutExtension(file)) is ScanNames.Flats or ScanNames.Darks).ToHashSet(StringComparer.Ordinal);
        foreach (var file in files)
        {
            var key = KeyOf(Path.GetRelativePath(root, file));
            yield return (file, key.Name is ScanNames.Projections && odd.Count < files.Length && odd.Contains(file) ? KeyOf(Path.GetFileName(file)) : key);
        }
    }

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
