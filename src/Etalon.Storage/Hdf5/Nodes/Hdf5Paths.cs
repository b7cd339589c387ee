using Etalon.Cubes;
using Etalon.Native;

namespace Etalon.Storage;

/// <summary>Finds objects by their paths through links of all kinds: inside the file, and in files of its folder and of folders below it.</summary>
internal sealed class Hdf5Paths(Hdf5Source main) : IDisposable
{
    private const int MostHops = 16;
    private const int MostFiles = 32;

    private readonly Dictionary<string, Hdf5Source> _others = new(StringComparer.Ordinal);

    /// <summary>Whether another file was asked for.</summary>
    public bool LeftFile { get; private set; }

    /// <summary>What a path leads to.</summary>
    /// <exception cref="RefusalException">There is no such path, or a link that was to be followed leads nowhere.</exception>
    public Hdf5Node Find(string path, LinkResolution links)
    {
        var names = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(static name => name is not ".").ToArray();
        var whole = "/" + string.Join('/', names);
        var root = new Hdf5Place(main, "/");
        if (names.Length == 0)
        {
            return new Hdf5Node("/", root, null);
        }

        var hops = 0;
        return Follow(root, names[..^1], ref hops) is { } holder && IsName(names[^1]) && Of(holder, names[^1], whole, links) is { } node
            ? node
            : throw new RefusalException("unknown-path", $"{path} is not a valid path in {Path.GetFileName(main.Path)}", kind: RefusalKind.Missing);
    }

    /// <summary>A member of a group; null where there is none.</summary>
    public Hdf5Node? Of(Hdf5Place holder, string name, string path, LinkResolution links)
    {
        using var group = holder.Open() as Hdf5Group;
        return group?.FindLink(name) is { } link ? Of(holder, link, path, links) : null;
    }

    /// <summary>What a link of a group leads to.</summary>
    public Hdf5Node Of(Hdf5Place holder, Hdf5Link link, string path, LinkResolution links)
    {
        if (link.Kind == Hdf5LinkKind.Hard)
        {
            return new Hdf5Node(path, holder.Member(link.Name), null);
        }

        var hops = 0;
        var place = links == LinkResolution.None ? null : Try(holder, link, ref hops);
        return place is null && links == LinkResolution.All
            ? throw new RefusalException("unknown-path", $"Cannot resolve {link.Target} at {path} of {Path.GetFileName(main.Path)}", kind: RefusalKind.Missing)
            : new Hdf5Node(path, place, place is null ? link : null);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var other in _others.Values)
        {
            other.Dispose();
        }
    }

    private static bool IsName(string name) => name is not (".." or ".") && !name.Contains('\0', StringComparison.Ordinal);

    /// <summary>A link to something damaged leads nowhere.</summary>
    private Hdf5Place? Try(Hdf5Place holder, Hdf5Link link, ref int hops)
    {
        try
        {
            return Follow(holder, [link.Name], ref hops);
        }
        catch (NativeException)
        {
            return null;
        }
    }

    private Hdf5Place? Follow(Hdf5Place from, IEnumerable<string> names, ref int hops)
    {
        var pending = new Stack<string>(names.Reverse());
        var here = from;
        while (pending.TryPop(out var name))
        {
            if (name is ".")
            {
                continue;
            }

            using var group = here.Open() as Hdf5Group;
            if (group is null || !IsName(name) || group.FindLink(name) is not { } link)
            {
                return null;
            }

            if (link.Kind == Hdf5LinkKind.Hard)
            {
                here = here.Member(name);
                continue;
            }

            if (++hops > MostHops || Restart(here, link) is not { } start)
            {
                return null;
            }

            here = start;
            foreach (var step in link.Target.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse())
            {
                pending.Push(step);
            }
        }

        using var last = here.Open();
        return here;
    }

    /// <summary>Where a link goes on: from the group that holds it, from the root, or from the root of another file.</summary>
    private Hdf5Place? Restart(Hdf5Place holder, Hdf5Link link) => link.Kind switch
    {
        Hdf5LinkKind.Soft => link.Target.StartsWith('/') ? holder with { Path = "/" } : holder,
        Hdf5LinkKind.External when Other(holder.Source, link.TargetFile) is { } other => new Hdf5Place(other, "/"),
        _ => null,
    };

    private Hdf5Source? Other(Hdf5Source from, string name)
    {
        LeftFile = true;
        if (from.Tree.Resolve(from.Path, name) is not { } real)
        {
            return null;
        }

        if (string.Equals(real, main.Path, StringComparison.Ordinal))
        {
            return main;
        }

        if (!_others.TryGetValue(real, out var other) && _others.Count < MostFiles)
        {
            try
            {
                other = main.OpenBeside(real);
            }
            catch (RefusalException)
            {
                return null;
            }

            _others.Add(real, other);
        }

        return other;
    }
}
