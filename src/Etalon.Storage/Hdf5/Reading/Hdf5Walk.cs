using System.Collections.Immutable;
using Etalon.Cubes;
using Etalon.Native;

namespace Etalon.Storage;

/// <summary>Finds every group and dataset of a file, each once, without recursion and within limits.</summary>
/// <remarks>
/// Soft links are followed inside their file, external links inside the folder tree of the file that was opened. A ring of links ends
/// where it meets an object that is known already. Shallow objects are found first, so an object with several paths shows the shortest.
/// </remarks>
internal sealed class Hdf5Walk
{
    private const int MaximumObjects = 100_000;
    private const int MaximumDepth = 64;
    private const int MaximumFiles = 256;
    private const int MaximumRemarks = 100;

    private readonly Hdf5Source _main;
    private readonly List<string> _remarks = [];
    private readonly List<Hdf5Entry> _datasets = [];
    private readonly List<Hdf5Entry> _groups = [];
    private readonly Dictionary<string, Hdf5Source> _sources = new(StringComparer.Ordinal);
    private readonly Dictionary<(string File, ulong Address), Found> _found = [];
    private readonly Queue<(Found Group, string Inside, int Depth)> _pending = new();

    private Hdf5Walk(Hdf5Source main)
    {
        _main = main;
        _sources.Add(main.Path, main);
    }

    /// <summary>Lists the file; it then belongs to the listing.</summary>
    public static Hdf5Listing Of(Hdf5Source main)
    {
        var walk = new Hdf5Walk(main);
        try
        {
            return walk.Run();
        }
        catch (Exception error)
        {
            foreach (var source in walk._sources.Values)
            {
                source.Dispose();
            }

            if (error is NativeException native)
            {
                throw Refusal.Corrupt(main.Path, native.Text, native);
            }

            throw;
        }
    }

    private Hdf5Listing Run()
    {
        var root = Add(_main, _main.File.OpenGroup("/"), "", 0)!;
        while (_pending.TryDequeue(out var next))
        {
            using var group = (Hdf5Group)next.Group.Entry.Source.File.Open(next.Group.Entry.Reference);
            Visit(group, next.Group, next.Inside, next.Depth);
        }

        Finish();
        return new Hdf5Listing(
            _main, root.Entry, [.. _groups], [.. _datasets], [.. _remarks.Take(MaximumRemarks)],
            [.. _sources.Values.Where(source => !ReferenceEquals(source, _main))]);
    }

    /// <summary>Members are known only when all have been seen, so groups get them last, children before parents.</summary>
    private void Finish()
    {
        foreach (var found in _found.Values.Reverse())
        {
            if (!found.Entry.IsDataset)
            {
                // A ring of groups shows its inner side without members.
                found.Entry = found.Entry with { Members = found.Members.ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value.Entry, StringComparer.Ordinal) };
            }
        }

        foreach (var found in _found.Values)
        {
            (found.Entry.IsDataset ? _datasets : _groups).Add(found.Entry);
        }
    }

    private void Visit(Hdf5Group group, Found entry, string inside, int depth)
    {
        foreach (var link in group.Links())
        {
            if (_found.Count >= MaximumObjects)
            {
                Remark($"The file has more than {MaximumObjects} objects; the rest is not shown.");
                return;
            }

            var path = entry.Entry.Path.Length == 0 ? link.Name : $"{entry.Entry.Path}/{link.Name}";
            try
            {
                if (Follow(entry.Entry.Source, group, inside, link, path) is var (source, found) && Add(source, found, path, depth + 1) is { } added)
                {
                    entry.Members[link.Name] = added;
                }
            }
            catch (NativeException error)
            {
                Remark($"'{path}' cannot be opened: {error.Text}.");
            }
        }
    }

    private (Hdf5Source Source, Hdf5Object Found)? Follow(
        Hdf5Source source, Hdf5Group group, string inside, Hdf5Link link, string path)
    {
        switch (link.Kind)
        {
            case Hdf5LinkKind.Hard:
                return (source, group.Open(link.Name));
            case Hdf5LinkKind.Soft:
                return (source, source.File.Open($"{inside}/{link.Name}", followSoftLinks: true));
            case Hdf5LinkKind.External:
                return FollowExternal(source, link, path);
            default:
                Remark($"'{path}' is a link of a kind that only its own program understands.");
                return null;
        }
    }

    private (Hdf5Source Source, Hdf5Object Found)? FollowExternal(Hdf5Source source, Hdf5Link link, string path)
    {
        if (source.Tree.Resolve(source.Path, link.TargetFile) is not { } real)
        {
            var why = source.Tree.Leaves(source.Path, link.TargetFile)
                ? "which lies outside the file's folder and is not followed"
                : "which is not there";
            Remark($"'{path}' is a link to '{link.Target}' in '{link.TargetFile}', {why}.");
            return null;
        }

        if (!_sources.TryGetValue(real, out var other))
        {
            if (_sources.Count >= MaximumFiles)
            {
                Remark($"'{path}' is a link to '{link.TargetFile}': more than {MaximumFiles} files are not opened.");
                return null;
            }

            try
            {
                other = _main.OpenBeside(real);
            }
            catch (RefusalException error)
            {
                Remark($"'{path}' is a link to '{link.TargetFile}': {error.Message}");
                return null;
            }

            _sources.Add(real, other);
        }

        return (other, other.File.Open(link.Target, followSoftLinks: true));
    }

    /// <summary>Notes an object and takes it over; one that is known already keeps its first path.</summary>
    private Found? Add(Hdf5Source source, Hdf5Object found, string path, int depth)
    {
        using (found)
        {
            var reference = found.Reference;
            if (_found.TryGetValue((source.Path, reference.Address), out var known))
            {
                return known;
            }

            var entry = found switch
            {
                Hdf5Dataset dataset => Describe(source, dataset, reference, path),
                Hdf5Group group => new Hdf5Entry(path, source, reference, Hdf5AttributeReading.Read(group, path, _remarks)),
                _ => null,
            };
            if (entry is null)
            {
                return null;
            }

            var added = new Found(entry);
            _found.Add((source.Path, reference.Address), added);
            if (found is Hdf5Group && depth < MaximumDepth)
            {
                _pending.Enqueue((added, found.Path, depth));
            }
            else if (found is Hdf5Group)
            {
                Remark($"Groups are nested more than {MaximumDepth} deep; what lies deeper is not shown.");
            }

            return added;
        }
    }

    private Hdf5Entry Describe(Hdf5Source source, Hdf5Dataset dataset, Hdf5Reference reference, string path)
    {
        if (dataset.Creation.External.Count > 0)
        {
            Remark($"The samples of '{path}' lie in '{dataset.Creation.External[0].File}', outside the HDF5 file, which is not followed.");
        }
        else if (VirtualOpening.Outside(source, dataset) is { } outside)
        {
            Remark($"'{path}' takes samples from '{outside}', which lies outside the file's folder and is not followed.");
        }

        else
        {
            dataset.TakeVirtualShape(source);
        }

        var isScale = dataset.Attributes.Find("CLASS") is { Text: "DIMENSION_SCALE" };
        return new Hdf5Entry(path, source, reference, Hdf5AttributeReading.Read(dataset, path, _remarks))
        {
            Type = dataset.Type,
            Shape = [.. dataset.Shape],
            Count = dataset.Count,
            Scales = [.. dataset.ScalesByAxis().Select(scales => scales.ToImmutableArray())],
            Labels = dataset.Attributes.Find("DIMENSION_LABELS") is { Values: string[] labels } && labels.Length == dataset.Shape.Count
                ? [.. labels]
                : [],
            ScaleName = isScale ? dataset.Attributes.Find("NAME")?.Text ?? "" : null,
        };
    }

    private void Remark(string sentence)
    {
        if (!_remarks.Contains(sentence, StringComparer.Ordinal))
        {
            _remarks.Add(sentence);
        }
    }

    private sealed class Found(Hdf5Entry entry)
    {
        public Hdf5Entry Entry { get; set; } = entry;

        public Dictionary<string, Found> Members { get; } = new(StringComparer.Ordinal);
    }
}
