using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>Makes axes of dimensions and their coordinate variables. Each dimension is read once.</summary>
internal sealed class CfAxes(CfFile file, BufferPool pool)
{
    // A longer axis keeps its index only; 64 Mi coordinates would take half a gigabyte.
    private const long MaximumCoordinates = 64 << 20;

    private static readonly string[] UsedAttributes = ["units", "calendar", "bounds", "climatology", .. CfSamples.Used];

    private readonly Dictionary<string, Axis> _axes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CfVariable> _variables = Index(file);

    /// <summary>What was seen but not understood.</summary>
    public List<string> Remarks { get; } = [];

    /// <summary>The axes of a variable; a dimension that occurs twice gets a number the second time.</summary>
    public ImmutableArray<Axis> Of(CfVariable variable)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var axes = ImmutableArray.CreateBuilder<Axis>(variable.Dimensions.Length);
        foreach (var dimension in variable.Dimensions)
        {
            var axis = Of(dimension);
            var name = axis.Name;
            var number = 2;
            while (!names.Add(name))
            {
                name = $"{axis.Name}_{number++}";
            }

            axes.Add(axis with { Name = name });
        }

        return axes.MoveToImmutable();
    }

    private static Dictionary<string, CfVariable> Index(CfFile file)
    {
        var index = new Dictionary<string, CfVariable>(StringComparer.Ordinal);
        foreach (var variable in file.Variables)
        {
            index.TryAdd(variable.Name, variable);
        }

        return index;
    }

    private Axis Of(CfDimension dimension)
    {
        if (_axes.TryGetValue(dimension.Name, out var known))
        {
            return known;
        }

        var axis = new Axis(dimension.ShortName, dimension.Length);
        if (_variables.TryGetValue(dimension.Name, out var variable) && variable.IsCoordinate)
        {
            axis = WithCoordinates(axis, variable);
        }
        else if (Labels(dimension) is { } labels)
        {
            axis = axis with { Coordinates = new LabelCoordinates(labels) };
        }

        _axes.Add(dimension.Name, axis);
        return axis;
    }

    private Axis WithCoordinates(Axis axis, CfVariable variable)
    {
        var unit = variable.Attributes.Text("units");
        axis = axis with { Unit = unit, Attributes = variable.Attributes.Without(UsedAttributes) };
        if (axis.IsTime)
        {
            var calendar = variable.Attributes.Text("calendar");
            axis = axis with { Calendar = calendar.Length == 0 ? "standard" : calendar };
        }

        if (variable.Type is null)
        {
            var texts = variable.Texts();
            return texts.Length == axis.Length ? axis with { Coordinates = new LabelCoordinates(texts) } : axis;
        }

        if (axis.Length > MaximumCoordinates)
        {
            Remarks.Add($"Axis '{axis.Name}' has {axis.Length} coordinates; only their index is used.");
            return axis;
        }

        return axis with { Coordinates = AxisCoordinates.From(Numbers(variable)), Bounds = Bounds(variable) };
    }

    private ImmutableArray<double> Bounds(CfVariable variable)
    {
        var name = variable.Attributes.Text("bounds");
        name = name.Length == 0 ? variable.Attributes.Text("climatology") : name;
        if (name.Length == 0)
        {
            return [];
        }

        var group = variable.Name[..^variable.ShortName.Length];
        if (!_variables.TryGetValue(group + name, out var bounds) || bounds.Type is null
            || bounds.Dimensions.Length != 2 || bounds.Dimensions[0].Length != variable.Dimensions[0].Length
            || bounds.Dimensions[1].Length != 2)
        {
            Remarks.Add($"The bounds '{name}' of axis '{variable.Name}' are missing or have another shape.");
            return [];
        }

        return [.. Numbers(bounds)];
    }

    /// <summary>Names of the samples of a dimension that has no coordinate variable but exactly one row of texts.</summary>
    private ImmutableArray<string>? Labels(CfDimension dimension)
    {
        var rows = file.Variables
            .Where(variable => variable.Type is null && variable.Dimensions.Length == 1 && variable.Dimensions[0] == dimension)
            .Take(2)
            .ToArray();
        return rows.Length == 1 && dimension.Length <= 1 << 20 && rows[0].Texts() is var texts && texts.Length == dimension.Length
            ? texts
            : null;
    }

    private double[] Numbers(CfVariable variable)
    {
        using var array = variable.Open();
        return StoredNumbers.Read(array, variable.Attributes, pool);
    }
}
