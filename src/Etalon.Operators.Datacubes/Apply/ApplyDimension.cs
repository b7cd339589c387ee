using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>The coordinates of the array axis of a result: those of an expression, or numbers, where they are asked for.</summary>
internal static unsafe class ApplyDimension
{
    /// <summary>The result with these coordinates.</summary>
    public static CubeInfo Of(Apply.Parameters parameters, CubeInfo cube, ApplyAxes axes, CubeInfo output)
    {
        if (parameters.DimQuery.Length > 0)
        {
            return Computed(parameters.DimQuery, cube, axes, output);
        }

        if (parameters.Coordinates == ApplyCoordinates.Middle)
        {
            return output;
        }

        return output with
        {
            Axes = [.. output.Axes.Select(axis => cube.Find(axis.Name) is var at && at >= 0 && cube.Axes[at].Length == axis.Length
                ? axis
                : axis with { Coordinates = new RegularCoordinates(1, 1, axis.Length), Bounds = [] })],
        };
    }

    private static CubeInfo Computed(string query, CubeInfo cube, ApplyAxes axes, CubeInfo output)
    {
        if (axes.Array.Length != 1 || axes.Dimension() is null)
        {
            throw new RefusalException(
                "no-dimension", "'dimQuery' computes the coordinates of the only array axis, and there is none that has numeric ones.", "Name one array axis with coordinates, or leave 'dimQuery' out.");
        }

        var axis = cube.Axes[axes.Array[0]];
        var values = Values(query, axis);
        var at = output.Find(axis.Name);
        if (at < 0)
        {
            return output;
        }

        return values.Length == output.Axes[at].Length
            ? output.With(output.Axes[at] with { Coordinates = AxisCoordinates.From(values), Bounds = [] })
            : throw new RefusalException(
                "wrong-dimension", string.Create(CultureInfo.InvariantCulture, $"'dimQuery' makes {values.Length} coordinates, and axis '{axis.Name}' of the result has {output.Axes[at].Length} elements."),
                "Let both expressions make as many elements.");
    }

    /// <summary>The expression for the coordinates of an axis: a cube of one row, for which <c>measure</c> and <c>dimension</c> are the same.</summary>
    private static double[] Values(string query, Axis axis)
    {
        var line = new CubeInfo(axis.Name, [axis], SampleType.Float64);
        var axes = ApplyAxes.Of(line, []);
        var measure = axes.Measure(null);
        var binder = new ApplyBinder(measure, measure, isManual: false, checksTypes: false, isStrict: false);
        var root = ArrayNodes.Convert(binder.Array(ApplyParser.Parse(query)), ElementType.Double, null);
        var result = axes.Output(root, keepAxes: true);
        var samples = axis.Coordinates!.ToArray();
        var values = new double[root.Shape.Length];
        using var kernel = new ApplyKernel(new ApplyProgram(root), axes);
        fixed (double* input = samples, output = values)
        {
            kernel.Run([new Block(line, line.Whole, (byte*)input)], [new Block(result, result.Whole, (byte*)output)], CancellationToken.None);
        }

        return values;
    }
}
