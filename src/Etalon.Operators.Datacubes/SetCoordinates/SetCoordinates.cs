using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Says where the samples lie along an axis, where their file does not or says it wrongly.</summary>
[Operator("set-coordinates", "1.0.0", "cube -> cube", Doc = "Gives an axis other coordinates, another unit or a calendar; the samples stay as they are.", TakesHalves = true)]
public sealed class SetCoordinates : IMapOperator<SetCoordinates.Parameters>
{
    /// <summary>What the user may choose.</summary>
    /// <param name="Axis">The axis.</param>
    /// <param name="Values">A coordinate for each sample.</param>
    /// <param name="AxisUnit">The unit of the coordinates.</param>
    /// <param name="Calendar">The calendar of an axis of time.</param>
    public sealed record Parameters(
        [Doc("the axis")] string Axis,
        [Doc("a coordinate for each sample; none keeps those that are there")] ImmutableArray<double> Values = default,
        [Doc("the unit of the coordinates, such as degrees_north or days since 2000-01-01; empty keeps the present one")] string AxisUnit = "",
        [Doc("the calendar of an axis of time; empty keeps the present one")] string Calendar = "");

    /// <inheritdoc />
    public Description Describe(Parameters parameters, Inputs inputs)
    {
        var cube = inputs[0];
        var old = cube.Axes[cube.IndexOf(parameters.Axis)];
        var axis = old with
        {
            Unit = parameters.AxisUnit.Length > 0 ? parameters.AxisUnit : old.Unit,
            Calendar = parameters.Calendar.Length > 0 ? parameters.Calendar : old.Calendar,
        };
        if (!parameters.Values.IsDefaultOrEmpty)
        {
            axis = axis with { Coordinates = Coordinates(parameters, old), Bounds = [] };
        }

        if (parameters.Calendar.Length > 0 && !axis.IsTime)
        {
            throw new RefusalException("no-time-axis", $"'{axis.Name}' is in '{axis.Unit}': only axes of time have a calendar.", "Give axisUnit as well: \"days since 2000-01-01\".");
        }

        if (axis.IsTime)
        {
            // What cannot be read as time is refused here and not when somebody asks for a date.
            _ = CfTime.Of(axis);
        }

        return new Description(cube.With(axis)) { KeepsSamples = true };
    }

    /// <inheritdoc />
    public IMapKernel Bind(Parameters parameters, Inputs inputs, Description description) => new SameSamplesKernel();

    private static AxisCoordinates Coordinates(Parameters parameters, Axis axis)
    {
        if (parameters.Values.Length != axis.Length)
        {
            throw new RefusalException(
                "wrong-coordinate-count", $"{parameters.Values.Length} coordinates are given, '{axis.Name}' has {axis.Length} samples.", "Give one for each sample.");
        }

        return parameters.Values.All(double.IsFinite)
            ? AxisCoordinates.From(parameters.Values.AsSpan())
            : throw new RefusalException("bad-coordinate", $"A coordinate of '{axis.Name}' is no finite number.", "Give a finite number for each sample.");
    }
}
