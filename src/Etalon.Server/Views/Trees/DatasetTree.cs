using System.Collections.Immutable;
using Etalon.Catalog;
using Etalon.Cubes;

namespace Etalon.Server;

/// <summary>Lays the cubes of a dataset out as groups and arrays.</summary>
internal static class DatasetTree
{
    /// <summary>
    /// As NeXus wants it: every cube is the signal of a group of its own, its coordinates lie beside it, and defaults lead to the largest
    /// cube with most axes. So a viewer of NeXus files shows it with its axes.
    /// </summary>
    public static TreeNode Nexus(DatasetDetail dataset)
    {
        var root = new TreeNode("");
        root.Attributes["NX_class"] = "NXroot";
        var cubes = Cubes(dataset);
        foreach (var cube in cubes)
        {
            var parts = Parts(cube.Name);
            var parent = string.Join('/', parts[..^1]);
            var isAlone = parent.Length > 0 && root.Find(parent)?.Attributes.ContainsKey("signal") != true && cubes.Count(other => ReferenceEquals(other, cube) || IsBelow(other.Name, parent)) == 1;
            var group = root.Group(isAlone ? parent : string.Join('/', parts));
            group.Attributes["NX_class"] = "NXdata";
            group.Attributes["signal"] = parts[^1];
            group.Attributes["axes"] = cube.Axes.Select(static axis => HasNumbers(axis) ? Safe(axis.Name) : ".").ToArray();
            Fill(group, cube, parts[^1]);
        }

        var largest = root.All().Where(static node => node.Cube is not null).MaxBy(static node => (node.Cube!.Rank, node.Cube.Samples));
        Lead(root, largest?.Path[..Math.Max(0, largest.Path.LastIndexOf('/'))] ?? "");
        foreach (var group in root.All().Where(static node => !node.IsArray && !node.Attributes.ContainsKey("NX_class")))
        {
            group.Attributes["NX_class"] = group.Path.Contains('/', StringComparison.Ordinal) ? "NXcollection" : "NXentry";
        }

        return root;
    }

    /// <summary>
    /// As xarray wants it: cubes that share their axes lie together with the coordinates, at the root where that is possible. What all
    /// names begin with is left out.
    /// </summary>
    public static TreeNode Shared(DatasetDetail dataset)
    {
        var root = new TreeNode("");
        var cubes = Cubes(dataset);
        var common = cubes.Count == 0 ? 0 : cubes.Min(static cube => Parts(cube.Name).Length - 1);
        while (common > 0 && cubes.Select(cube => string.Join('/', Parts(cube.Name)[..common])).Distinct(StringComparer.Ordinal).Count() > 1)
        {
            common--;
        }

        foreach (var cube in cubes)
        {
            var parts = Parts(cube.Name)[common..];
            var group = root.Group(string.Join('/', parts[..^1]));
            group = Fits(group, cube, parts[^1]) ? group : root.Group(string.Join('/', parts[..^1].Append($"{parts[^1]}_data")));
            Fill(group, cube, parts[^1]);
        }

        return root;
    }

    /// <summary>Whether an axis has coordinates that are numbers.</summary>
    public static bool HasNumbers(Axis axis) => axis.Coordinates is not null and not LabelCoordinates;

    private static List<CubeInfo> Cubes(DatasetDetail dataset) => [.. dataset.Cubes.Select(static cube => CubeInfoJson.Read(cube.Info))];

    private static string[] Parts(string name)
    {
        var parts = name.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Safe).ToArray();
        return parts.Length == 0 ? ["cube"] : parts;
    }

    /// <summary>A name that is one part of a path and no hidden file.</summary>
    private static string Safe(string part)
    {
        var name = string.Concat(part.Select(static letter => char.IsControl(letter) || letter is '/' or '\\' ? '_' : letter));
        return name.Length == 0 || name[0] == '.' ? "_" + name.TrimStart('.') : name;
    }

    private static bool IsBelow(string name, string parent) => string.Join('/', Parts(name)).StartsWith(parent + "/", StringComparison.Ordinal);

    /// <summary>Whether no other array or other coordinates lie where the cube and its axes are to go.</summary>
    private static bool Fits(TreeNode group, CubeInfo cube, string name) =>
        !group.Members.ContainsKey(name) && cube.Axes.All(axis => !group.Members.TryGetValue(Safe(axis.Name), out var other) || axis.Equals(other.Axis));

    private static void Fill(TreeNode group, CubeInfo cube, string name)
    {
        var samples = new TreeNode(Join(group, name)) { Cube = cube };
        Describe(samples, cube.Attributes);
        samples.Attributes["units"] = cube.Unit;
        foreach (var axis in cube.Axes.Where(HasNumbers).Where(axis => !string.Equals(Safe(axis.Name), name, StringComparison.Ordinal)))
        {
            var coordinates = new TreeNode(Join(group, Safe(axis.Name))) { Axis = axis };
            Describe(coordinates, axis.Attributes);
            coordinates.Attributes["units"] = axis.Unit;
            if (axis.Calendar.Length > 0)
            {
                coordinates.Attributes["calendar"] = axis.Calendar;
            }

            group.Members[Safe(axis.Name)] = coordinates;
        }

        group.Members[name] = samples;
    }

    private static string Join(TreeNode group, string name) => group.Path.Length == 0 ? name : $"{group.Path}/{name}";

    /// <summary>What would make a reader scale samples a second time is left out.</summary>
    private static void Describe(TreeNode node, AttributeSet attributes)
    {
        ImmutableArray<string> applied = ["scale_factor", "add_offset", "_FillValue", "missing_value", "_Unsigned", "_ARRAY_DIMENSIONS", "bounds", "climatology"];
        foreach (var (name, value) in attributes)
        {
            if (!applied.Contains(name, StringComparer.Ordinal))
            {
                node.Attributes[name] = value.Text is { } text ? text : value.Numbers.Length == 1 ? value.Numbers[0] : value.Numbers.ToArray();
            }
        }
    }

    /// <summary>Defaults from the root down to a group.</summary>
    private static void Lead(TreeNode root, string path)
    {
        var node = root;
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            node.Attributes.TryAdd("default", part);
            node = node.Members[part];
        }
    }
}
