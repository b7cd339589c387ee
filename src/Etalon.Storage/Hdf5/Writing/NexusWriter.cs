using Etalon.Cubes;
using Etalon.Native;

namespace Etalon.Storage;

/// <summary>
/// Writes NeXus: each cube is the signal of an NXdata group that holds its axes, and <c>default</c> leads from the root to the first one.
/// </summary>
/// <remarks>
/// A cube <c>tas</c> becomes <c>entry/tas/tas</c>. A name that is a path of at least three parts is kept, so a file that was read is
/// written with the same names.
/// </remarks>
internal sealed class NexusWriter(string path, WriterOptions options) : IDatasetWriter
{
    private const string Entry = "entry";

    private readonly AsideFile _file = AsideFile.Create(path);
    private readonly List<Hdf5CubeWriter> _writers = [];
    private readonly Dictionary<string, (string Signal, IReadOnlyList<Axis> Axes, List<string> Others)> _plots = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Hdf5Group> _groups = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public ICubeWriter Add(CubeInfo cube, CubeLayout layout) => AsideFile.Guarded(path, () =>
    {
        var (folder, name) = PlaceOf(cube);
        var group = Group(folder, "NXdata");
        var writer = Hdf5CubeWriter.Create(_file, path, group, name, cube, layout, options);
        _writers.Add(writer);
        var dataset = writer.Dataset;
        Hdf5AttributeWriting.Write(dataset, cube.Attributes, isFixed: false);
        if (cube.Unit.Length > 0)
        {
            dataset.Attributes.Write("units", cube.Unit);
        }

        if (cube.Missing is { } missing)
        {
            Hdf5AttributeWriting.WriteInteger(dataset, "_FillValue", cube.Type, missing);
        }

        for (var i = 0; i < cube.Rank; i++)
        {
            dataset.LabelAxis(i, cube.Axes[i].Name);
        }

        if (_plots.TryGetValue(folder, out var plot))
        {
            plot.Others.Add(name);
            group.Attributes.Write("auxiliary_signals", plot.Others);
        }
        else
        {
            _plots.Add(folder, (name, cube.Axes, []));
            WriteAxes(group, name, cube);
        }

        return writer;
    });

    /// <inheritdoc />
    public void Complete(AttributeSet attributes)
    {
        _ = AsideFile.Guarded(path, () =>
        {
            foreach (var (name, value) in attributes)
            {
                WriteField(name, value);
            }

            _ = Group(Entry, "NXentry");
            var root = _file.File.Root.Attributes;
            root.Write("NX_class", "NXroot");
            LinkDefaults();
            return true;
        });
        Release();
        _file.Complete();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Release();
        _file.Dispose();
    }

    private void Release()
    {
        foreach (var writer in _writers)
        {
            writer.Dispose();
        }

        foreach (var group in _groups.Values)
        {
            group.Dispose();
        }

        _groups.Clear();
    }

    /// <summary>Group and name of a cube. A group shows cubes on the same axes only.</summary>
    private (string Folder, string Name) PlaceOf(CubeInfo cube)
    {
        const int fullPath = 3;
        var parts = cube.Name.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var name = parts.Length == 0 ? "data" : parts[^1];
        var folder = parts.Length >= fullPath ? string.Join('/', parts[..^1]) : $"{Entry}/{string.Join('_', parts.DefaultIfEmpty("data"))}";
        var free = folder;
        var number = 2;
        while (_plots.TryGetValue(free, out var plot)
            && (!plot.Axes.SequenceEqual(cube.Axes) || plot.Others.Prepend(plot.Signal).Contains(name, StringComparer.Ordinal)))
        {
            free = $"{folder}_{number++}";
        }

        return (free, name);
    }

    private Hdf5Group Group(string folder, string nexusClass)
    {
        if (_groups.TryGetValue(folder, out var known))
        {
            return known;
        }

        var cut = folder.LastIndexOf('/');
        var parent = cut < 0 ? _file.File.Root : Group(folder[..cut], ClassOf(folder[..cut]));
        var group = parent.CreateGroup(folder[(cut + 1)..]);
        group.Attributes.Write("NX_class", nexusClass);
        _groups.Add(folder, group);
        return group;
    }

    /// <summary>The class of a group that only holds others.</summary>
    private static string ClassOf(string folder) => folder.Contains('/', StringComparison.Ordinal) ? "NXcollection" : "NXentry";

    private static void WriteAxes(Hdf5Group group, string signal, CubeInfo cube)
    {
        var names = new List<string>();
        for (var i = 0; i < cube.Rank; i++)
        {
            var axis = cube.Axes[i];
            if (axis.Coordinates is null)
            {
                names.Add(".");
                continue;
            }

            var name = string.Equals(axis.Name, signal, StringComparison.Ordinal) ? axis.Name + "_axis" : axis.Name;
            WriteAxis(group, name, axis);
            group.Attributes.Write(name + "_indices", i);
            names.Add(name);
        }

        group.Attributes.Write("signal", signal);
        if (names.Count > 0)
        {
            group.Attributes.Write("axes", names);
        }
    }

    private static void WriteAxis(Hdf5Group group, string name, Axis axis)
    {
        using var dataset = SmallDatasets.Write(group, name, axis.Coordinates!);
        Hdf5AttributeWriting.Write(dataset, axis.Attributes, isFixed: false);
        if (axis.Unit.Length > 0)
        {
            dataset.Attributes.Write("units", axis.Unit);
        }

        if (axis.Calendar.Length > 0)
        {
            dataset.Attributes.Write("calendar", axis.Calendar);
        }

        if (axis.HasBounds)
        {
            dataset.Attributes.Write("bounds", name + "_bnds");
            using var bounds = SmallDatasets.Write(group, name + "_bnds", axis.Bounds.AsSpan(), axis.Length, 2);
        }
    }

    /// <summary>An attribute that is a path becomes a field again, <c>entry/title</c>; any other belongs to the root.</summary>
    private void WriteField(string name, AttributeValue value)
    {
        var unit = name.LastIndexOf('@');
        var cut = name.LastIndexOf('/');
        if (cut <= 0 || cut == name.Length - 1)
        {
            Hdf5AttributeWriting.Write(_file.File.Root, name, value, isFixed: false);
            return;
        }

        if (unit > cut)
        {
            WriteFieldAttribute(name[..unit], name[(unit + 1)..], value);
            return;
        }

        var folder = name[..cut];
        var group = Group(folder, ClassOf(folder));
        if (group.FindLink(name[(cut + 1)..]) is not null)
        {
            return;
        }

        if (value.Text is not null)
        {
            group.WriteText(name[(cut + 1)..], value.Text);
        }
        else
        {
            using var dataset = SmallDatasets.Write(
                group, name[(cut + 1)..], value.Numbers.AsSpan(), value.Numbers.Length == 1 ? [] : [value.Numbers.Length]);
        }
    }

    /// <summary>Attributes come in ordinal order, so the field stands before what is said of it.</summary>
    private void WriteFieldAttribute(string field, string name, AttributeValue value)
    {
        var cut = field.LastIndexOf('/');
        if (_groups.TryGetValue(field[..cut], out var group) && group.FindLink(field[(cut + 1)..]) is { Kind: Hdf5LinkKind.Hard })
        {
            using var owner = group.Open(field[(cut + 1)..]);
            Hdf5AttributeWriting.Write(owner, name, value, isFixed: false);
        }
    }

    private void LinkDefaults()
    {
        if (_writers.Count == 0)
        {
            _file.File.Root.Attributes.Write("default", Entry);
            return;
        }

        var first = _plots.Keys.First().Split('/');
        for (var i = 0; i < first.Length; i++)
        {
            var owner = i == 0 ? _file.File.Root : _groups[string.Join('/', first[..i])];
            owner.Attributes.Write("default", first[i]);
        }
    }
}
