using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Operators.Tomography;

/// <summary>Where the axis of rotation is: from the parameter, from the input <c>centre</c>, or from what the projections say.</summary>
internal static class SliceCentres
{
    /// <summary>The centre for all slices; null where the input <c>centre</c> says it.</summary>
    /// <exception cref="RefusalException">Nobody says it, or two do.</exception>
    public static double? Check(Reconstruct.Parameters parameters, Inputs inputs)
    {
        var input = inputs["attenuation"];
        if (inputs.Find("centre") is { } cube)
        {
            return Connected(parameters, input, cube);
        }

        var said = input.Attributes.Text(Reconstruct.CentreAttribute);
        var centre = parameters.Centre
            ?? (double.TryParse(said, NumberStyles.Float, CultureInfo.InvariantCulture, out var known) ? (double?)known : null)
            ?? throw new RefusalException(
                "centre-unknown", $"Where the axis of rotation is in '{input.Name}' is not known.",
                "Connect the output of 'find-centre', or give a column: centre=….");
        var columns = input.Axes[input.IndexOf(ScanAxes.X)].Length;
        return IsNear(centre, columns)
            ? centre
            : throw new RefusalException(
                "bad-centre", string.Create(CultureInfo.InvariantCulture, $"A centre of {centre} is far off projections of {columns} columns."),
                $"Give a column from {-columns} to {2 * columns}; most axes are near {(columns - 1) / 2.0}.");
    }

    /// <summary>Whether a centre can be meant: no further from the projections than they are wide. False for what is no number.</summary>
    public static bool IsNear(double centre, long columns) => centre >= -columns && centre <= 2 * columns;

    private static double? Connected(Reconstruct.Parameters parameters, CubeInfo input, CubeInfo centre)
    {
        if (parameters.Centre is not null)
        {
            throw new RefusalException("two-centres", "The centre is given and connected.", "Leave one of them out.");
        }

        var isScalar = centre.Samples == 1;
        var isPerSlice = centre.Rank == 1 && string.Equals(centre.Axes[0].Name, ScanAxes.Y, StringComparison.Ordinal)
            && input.Find(ScanAxes.Y) is >= 0 and var y && input.Axes[y].Length == centre.Axes[0].Length;
        if ((!isScalar && !isPerSlice) || centre.Type is not (SampleType.Float64 or SampleType.Float32))
        {
            throw new RefusalException(
                "bad-centre", $"'{centre.Name}' {centre.Whole} of {centre.Type.Name()} is no centre of these slices.",
                "A centre is one number, or one number for every slice along y, in float32 or float64.");
        }

        return null;
    }
}
