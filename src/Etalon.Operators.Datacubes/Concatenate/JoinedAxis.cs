using System.Collections.Immutable;
using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>The axis along which cubes follow one another.</summary>
internal static class JoinedAxis
{
    /// <summary>The inputs in the order of their coordinates, or as given.</summary>
    public static ImmutableArray<int> Order(Concatenate.Parameters parameters, Inputs inputs)
    {
        ImmutableArray<int> given = [.. Enumerable.Range(0, inputs.Count)];
        if (!parameters.Sort || parameters.Numbers || parameters.Interlace)
        {
            return given;
        }

        var axes = Converted(parameters.Axis, inputs);
        if (Array.Exists(axes, axis => axis.Coordinates is null or LabelCoordinates))
        {
            return given;
        }

        // Decreasing axes (latitude from north to south) stay decreasing.
        var direction = axes.Select(Direction).FirstOrDefault(d => d != 0) is < 0 ? -1 : 1;
        return [.. given.OrderBy(i => direction * axes[i].Coordinates![0])];
    }

    /// <summary>The joined axis: gaps are allowed, overlaps and steps back are not.</summary>
    public static Axis Of(Concatenate.Parameters parameters, Inputs inputs, ImmutableArray<int> order)
    {
        var name = parameters.Axis;
        if (parameters.Numbers)
        {
            var length = inputs.Ports.Sum(port => port.Cube.Axes[port.Cube.IndexOf(name)].Length);
            return new Axis(name, length) { Coordinates = new RegularCoordinates(1, 1, length) };
        }

        var converted = Converted(name, inputs);
        var axes = order.Select(i => converted[i]).ToArray();
        var joined = axes[0] with { Length = axes.Sum(axis => axis.Length), Coordinates = null, Bounds = [] };
        if (Array.Exists(axes, axis => axis.Coordinates is null))
        {
            return joined;
        }

        if (Array.Exists(axes, axis => axis.Coordinates is LabelCoordinates))
        {
            return joined with { Coordinates = Labels(name, axes) };
        }

        if (parameters.Interlace)
        {
            var turns = Enumerable.Range(0, (int)axes[0].Length).SelectMany(i => axes.Select(axis => axis.Coordinates![i])).ToArray();
            RefuseDisorder(joined, turns);
            return joined with { Coordinates = AxisCoordinates.From(turns) };
        }

        var values = axes.SelectMany(axis => axis.Coordinates!.ToArray()).ToArray();
        RefuseDisorder(joined, values);
        return joined with
        {
            Coordinates = AxisCoordinates.From(values),
            Bounds = Array.TrueForAll(axes, axis => axis.HasBounds) ? [.. axes.SelectMany(axis => axis.Bounds)] : [],
        };
    }

    /// <summary>A new axis with one labelled sample per cube.</summary>
    public static Axis New(Concatenate.Parameters parameters, Inputs inputs)
    {
        if (parameters.Numbers)
        {
            return new Axis(parameters.Axis, inputs.Count) { Coordinates = new RegularCoordinates(1, 1, inputs.Count) };
        }

        var labels = parameters.Labels.IsDefaultOrEmpty ? [.. inputs.Ports.Select(port => port.Cube.Name)] : parameters.Labels;
        if (!parameters.Labels.IsDefaultOrEmpty && labels.Length != inputs.Count)
        {
            throw new RefusalException("bad-parameter", $"There are {inputs.Count} cubes but {labels.Length} labels.", "Give one label per cube, in order.");
        }

        if (labels.Distinct(StringComparer.Ordinal).Count() != labels.Length)
        {
            labels = parameters.Labels.IsDefaultOrEmpty
                ? [.. inputs.Ports.Select(port => port.Name)]
                : throw new RefusalException("bad-parameter", $"The labels {string.Join(", ", labels)} are not all different.", "Choose different labels.");
        }

        return new Axis(parameters.Axis, inputs.Count) { Coordinates = new LabelCoordinates(labels) };
    }

    /// <summary>Every cube's axis in the unit of the first one.</summary>
    private static Axis[] Converted(string name, Inputs inputs)
    {
        var unit = inputs[0].Axes[inputs[0].IndexOf(name)].Unit;
        return [.. inputs.Ports.Select(port =>
        {
            var axis = port.Cube.Axes[port.Cube.IndexOf(name)];
            return string.Equals(axis.Unit, unit, StringComparison.Ordinal) || unit.Length == 0 || axis.Unit.Length == 0 ? axis : AxisUnits.Convert(axis, "", unit);
        })];
    }

    private static int Direction(Axis axis) => axis.Length < 2 ? 0 : Math.Sign(axis.Coordinates![axis.Length - 1] - axis.Coordinates[0]);

    private static LabelCoordinates Labels(string name, Axis[] axes)
    {
        var labels = axes.SelectMany(axis => axis.Coordinates is LabelCoordinates known
            ? known.Labels
            : throw new RefusalException("axis-mismatch", $"Axis '{name}' has labels in one cube and numbers in another.", "Use the same kind of coordinates."))
            .ToImmutableArray();
        var twice = labels.GroupBy(label => label, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        return twice is null
            ? new LabelCoordinates(labels)
            : throw new RefusalException("overlap", $"The label '{twice.Key}' of axis '{name}' occurs in more than one cube.", "Take different parts of the cubes (subset).");
    }

    private static void RefuseDisorder(Axis axis, double[] values)
    {
        var direction = values.Length < 2 ? 0 : Math.Sign(values[^1] - values[0]);
        for (var i = 1; i < values.Length; i++)
        {
            if (Math.Sign(values[i] - values[i - 1]) == direction && direction != 0)
            {
                continue;
            }

            throw new RefusalException(
                "overlap",
                $"Along axis '{axis.Name}', {Text(axis, values[i])} follows {Text(axis, values[i - 1])}: the cubes overlap or are out of order.",
                "Take different parts of the cubes (subset), or let them be sorted (sort=true).");
        }
    }

    private static string Text(Axis axis, double value) =>
        axis.IsTime ? CfTime.Of(axis).Format(value) : value.ToString("R", CultureInfo.InvariantCulture);
}
