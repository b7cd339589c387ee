namespace Etalon.Storage;

/// <summary>Finds members of groups by path or by name.</summary>
/// <remarks>A group that is reached through several links may show no members where it is a member itself; here all are followed.</remarks>
internal sealed class Hdf5Fields
{
    private const int DeepestSearch = 6;

    private readonly Dictionary<Hdf5Entry, Hdf5Entry> _groups;

    /// <summary>Knows the groups of a file.</summary>
    public Hdf5Fields(Hdf5Listing listing)
    {
        Listing = listing;
        _groups = listing.Groups.ToDictionary(static group => group);
    }

    /// <summary>All of the file.</summary>
    public Hdf5Listing Listing { get; }

    /// <summary>The members of a group; none for a dataset.</summary>
    public IReadOnlyDictionary<string, Hdf5Entry> Members(Hdf5Entry entry) => (_groups.GetValueOrDefault(entry) ?? entry).Members;

    /// <summary>The member at a path below the group; null where there is none.</summary>
    public Hdf5Entry? At(Hdf5Entry group, string path)
    {
        var here = group;
        foreach (var part in path.Split('/'))
        {
            if (!Members(here).TryGetValue(part, out var next))
            {
                return null;
            }

            here = next;
        }

        return here;
    }

    /// <summary>The dataset at the first path that leads to one.</summary>
    public Hdf5Entry? DatasetAt(Hdf5Entry group, params ReadOnlySpan<string> paths)
    {
        foreach (var path in paths)
        {
            if (At(group, path) is { IsDataset: true } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>The group and all below it, nearest first, each once.</summary>
    public IEnumerable<Hdf5Entry> Below(Hdf5Entry group)
    {
        var seen = new HashSet<Hdf5Entry> { group };
        var pending = new Queue<(Hdf5Entry Entry, int Depth)>([(group, 0)]);
        while (pending.TryDequeue(out var next))
        {
            yield return next.Entry;
            foreach (var member in Members(next.Entry).Values.Where(member => next.Depth < DeepestSearch && seen.Add(member)))
            {
                pending.Enqueue((member, next.Depth + 1));
            }
        }
    }
}
