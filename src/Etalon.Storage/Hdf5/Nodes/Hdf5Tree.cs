using Etalon.Cubes;
using Etalon.Native;

namespace Etalon.Storage;

/// <summary>
/// A file as its writer has laid it out: groups, datasets, attributes, types and links, described in the words of h5grove. The file may
/// be hostile: this belongs into a process that may die.
/// </summary>
public sealed class Hdf5Tree : IDisposable
{
    private readonly Hdf5Source _main;
    private readonly Hdf5Paths _paths;

    private Hdf5Tree(Hdf5Source main) => (_main, _paths) = (main, new Hdf5Paths(main));

    /// <summary>Whether other files were looked for, so that the answer depends on more than this one.</summary>
    public bool LeftFile => _paths.LeftFile;

    /// <summary>Opens a file.</summary>
    /// <exception cref="RefusalException">It is missing, damaged, or HDF5 is not installed.</exception>
    public static Hdf5Tree Open(string path) => new(Hdf5Source.Open(path));

    /// <summary>Describes a node; of a group also its members, but not theirs.</summary>
    public byte[] Describe(string path, LinkResolution links, CancellationToken cancellation) => Document(
        json => new Hdf5NodeJson(_paths, json).Write(_paths.Find(path, links), withMembers: true), cancellation);

    /// <summary>The values of a node's attributes; all of them without names.</summary>
    public byte[] Attributes(string path, IReadOnlyCollection<string> names, CancellationToken cancellation) => Document(
        json =>
        {
            using var found = Found(path);
            json.Json.WriteStartObject();
            foreach (var head in Hdf5NodeJson.Heads(found).Where(head => names.Count == 0 || names.Contains(head.Name, StringComparer.Ordinal)))
            {
                json.Step();
                json.Json.WritePropertyName(head.Name);
                WriteValue(json, found, head);
            }

            json.Json.WriteEndObject();
        },
        cancellation);

    /// <summary>The path itself and all below it; groups with several names are entered once, and no link is followed.</summary>
    public byte[] Paths(string path, CancellationToken cancellation) => Document(
        json =>
        {
            var node = _paths.Find(path, LinkResolution.OnlyValid);
            json.Json.WriteStartArray();
            json.Json.WriteStringValue(node.Path);
            if (node.Place is { } place)
            {
                using var found = place.Open();
                if (found is Hdf5Group group)
                {
                    WritePaths(json, group, node.Path);
                }
            }

            json.Json.WriteEndArray();
        },
        cancellation);

    /// <summary>A dataset, to read from.</summary>
    /// <exception cref="RefusalException">There is none of that path.</exception>
    public Hdf5NodeArray Array(string path) => Hdf5Source.Guarded(_main.Path, () =>
    {
        var found = Found(path);
        if (found is Hdf5Dataset dataset)
        {
            return new Hdf5NodeArray(_paths.Find(path, LinkResolution.All).Place!, dataset);
        }

        found.Dispose();
        throw new RefusalException("no-dataset", $"'{path}' is no dataset and has no data.", "Name a dataset.");
    });

    /// <inheritdoc />
    public void Dispose()
    {
        _paths.Dispose();
        _main.Dispose();
    }

    private byte[] Document(Action<BoundedJson> write, CancellationToken cancellation) => Hdf5Source.Guarded(_main.Path, () =>
    {
        using var json = new BoundedJson(cancellation);
        write(json);
        return json.ToBytes();
    });

    private Hdf5Object Found(string path) => _paths.Find(path, LinkResolution.All).Place!.Open();

    private static void WriteValue(BoundedJson json, Hdf5Object found, Hdf5AttributeHead head)
    {
        if (head.Shape is null)
        {
            json.Json.WriteNullValue();
            return;
        }

        var nested = new NestedJson(json, head.Shape, isFlat: false);
        found.Attributes.ReadElements(head, nested.Write);
    }

    private static void WritePaths(BoundedJson json, Hdf5Group from, string path)
    {
        var entered = new HashSet<ulong> { from.Reference.Address };
        var pending = new Stack<(string Path, Hdf5Link? Link, Hdf5Group Holder)>();
        Push(from, path);
        while (pending.TryPop(out var next))
        {
            json.Step();
            json.Json.WriteStringValue(next.Path);
            if (next.Link is { Kind: Hdf5LinkKind.Hard } link && Enter(next.Holder, link) is { } group && entered.Add(group.Reference.Address))
            {
                Push(group, next.Path);
            }
        }

        void Push(Hdf5Group group, string above)
        {
            foreach (var link in group.Links().Reverse())
            {
                pending.Push((above is "/" ? "/" + link.Name : $"{above}/{link.Name}", link, group));
            }
        }
    }

    /// <summary>The group behind a hard link; null for anything else, and for what cannot be opened.</summary>
    private static Hdf5Group? Enter(Hdf5Group holder, Hdf5Link link)
    {
        try
        {
            var found = holder.Open(link.Name);
            if (found is Hdf5Group group)
            {
                return group;
            }

            found.Dispose();
        }
        catch (NativeException)
        {
            // It has a path all the same.
        }

        return null;
    }
}
