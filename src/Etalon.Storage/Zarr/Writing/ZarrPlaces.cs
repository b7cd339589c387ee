using System.Collections.Immutable;
using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>
/// Decides where cubes and coordinates lie. A cube goes into the group that its name says; where an axis of that name with other
/// coordinates is there already, it goes into a group of its own, so that each group stays one data set to xarray.
/// </summary>
internal sealed class ZarrPlaces
{
    private const int MostTries = 10_000;

    private readonly Dictionary<string, Dictionary<string, Axis>> _groups = new(StringComparer.Ordinal);
    private readonly HashSet<string> _arrays = new(StringComparer.Ordinal);

    /// <summary>Groups with the axes that are known in them.</summary>
    public IReadOnlyDictionary<string, Dictionary<string, Axis>> Groups => _groups;

    /// <summary>The path of the array for a cube; the same cubes in the same order get the same paths.</summary>
    public string Place(CubeInfo cube)
    {
        var parts = cube.Name.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Safe).ToArray();
        var name = parts.Length == 0 ? "cube" : parts[^1];
        var group = string.Join('/', parts.SkipLast(1));
        if (Fits(group, name, cube))
        {
            return Take(group, name, cube);
        }

        var inner = cube.Find(name) >= 0 ? "values" : name;
        for (var i = 1; i < MostTries; i++)
        {
            var own = Join(group, i == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}_{i}"));
            if (!_groups.ContainsKey(own) && Fits(own, inner, cube))
            {
                return Take(own, inner, cube);
            }
        }

        throw new InvalidOperationException($"No place is free for the cube '{cube.Name}'.");
    }

    /// <summary>Path of a member of a group.</summary>
    public static string Join(string group, string name) => group.Length == 0 ? name : $"{group}/{name}";

    /// <summary>Name of the array of an axis's cell edges.</summary>
    public static string BoundsName(string axis) => axis + "_bnds";

    private bool Fits(string group, string name, CubeInfo cube)
    {
        if (_arrays.Contains(Join(group, name)) || _groups.ContainsKey(Join(group, name)) || Ancestors(group).Any(_arrays.Contains))
        {
            return false;
        }

        var known = _groups.GetValueOrDefault(group);
        foreach (var axis in cube.Axes)
        {
            if (known is not null && known.TryGetValue(axis.Name, out var other))
            {
                if (!axis.Equals(other))
                {
                    return false;
                }
            }
            else if (Claims(group, axis).Any(path => _arrays.Contains(path) || _groups.ContainsKey(path)))
            {
                return false;
            }
        }

        return !cube.Axes.Any(axis => Claims(group, axis).Contains(Join(group, name), StringComparer.Ordinal));
    }

    private string Take(string group, string name, CubeInfo cube)
    {
        foreach (var ancestor in Ancestors(group))
        {
            _groups.TryAdd(ancestor, new Dictionary<string, Axis>(StringComparer.Ordinal));
        }

        foreach (var axis in cube.Axes)
        {
            _groups[group].TryAdd(axis.Name, axis);
            _arrays.UnionWith(Claims(group, axis));
        }

        var path = Join(group, name);
        _arrays.Add(path);
        return path;
    }

    /// <summary>Paths that an axis takes: its own name even without coordinates, since a cube of that name would become them.</summary>
    private static ImmutableArray<string> Claims(string group, Axis axis) =>
        axis.HasBounds
            ? [Join(group, Safe(axis.Name)), Join(group, BoundsName(Safe(axis.Name)))]
            : [Join(group, Safe(axis.Name))];

    private static IEnumerable<string> Ancestors(string group)
    {
        yield return "";
        for (var slash = group.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = group.IndexOf('/', slash + 1))
        {
            yield return group[..slash];
        }

        if (group.Length > 0)
        {
            yield return group;
        }
    }

    /// <summary>A name that no file system and no reader of Zarr takes for something else.</summary>
    public static string Safe(string part)
    {
        const int longest = 200;
        var name = string.Concat(part.Select(letter => char.IsControl(letter) || letter is '/' or '\\' ? '_' : letter));
        name = name.Length > longest ? name[..longest] : name;
        return name.Length == 0 || name.StartsWith('.') || name.StartsWith("__", StringComparison.Ordinal)
            || name is "zarr.json" or ZarrManifest.FileName || name.EndsWith(".part", StringComparison.Ordinal)
            ? "_" + name.TrimStart('.', '_').Replace(".part", "_part", StringComparison.Ordinal)
            : name;
    }
}
