using System.Collections.Immutable;
using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>The axes of several cubes brought together by name.</summary>
internal static class AxisJoin
{
    /// <summary>Coordinates may differ by this part of their spacing: what is left of unit conversions and float32 files.</summary>
    private const double Tolerance = 1e-4;

    /// <summary>
    /// The axes of the cube with the most axes, then the others' further ones. An axis of length 1 goes with any length.
    /// </summary>
    /// <param name="cubes">The cubes.</param>
    /// <param name="checkPlaces">Whether coordinates must agree; lengths must in any case.</param>
    public static ImmutableArray<Axis> Broadcast(IReadOnlyList<CubeInfo> cubes, bool checkPlaces = true)
    {
        var axes = cubes.MaxBy(cube => cube.Rank)!.Axes.ToBuilder();
        foreach (var cube in cubes)
        {
            foreach (var axis in cube.Axes)
            {
                Add(axes, axis, cube, checkPlaces);
            }
        }

        return axes.ToImmutable();
    }

    /// <summary>Refuses two axes of one name whose samples are not at the same places.</summary>
    public static void RefuseOther(Axis first, Axis second, string cube, bool checkPlaces = true)
    {
        if (first.Length != second.Length)
        {
            throw new RefusalException(
                "axis-mismatch",
                string.Create(CultureInfo.InvariantCulture, $"Axis '{first.Name}' has {first.Length} samples in one cube and {second.Length} in '{cube}'."),
                "Choose the same part of both (subset), or bring them to the same grid.");
        }

        if (checkPlaces && !SamePlaces(first, second))
        {
            throw new RefusalException(
                "axis-mismatch", $"Axis '{first.Name}' has other coordinates in '{cube}': {Ends(first)} and {Ends(second)}.",
                "Choose the same part of both (subset), convert the axis's unit (convert-units), or bring them to the same grid.");
        }
    }

    /// <summary>For every axis of the output, the input's axis of that name, or -1.</summary>
    public static int[] Positions(CubeInfo input, CubeInfo output) => [.. output.Axes.Select(axis => input.Find(axis.Name))];

    /// <summary>Whether samples of two axes of equal length lie at the same places; unknown places fit anywhere.</summary>
    public static bool SamePlaces(Axis first, Axis second)
    {
        if (first.Coordinates is null || second.Coordinates is null || ReferenceEquals(first.Coordinates, second.Coordinates))
        {
            return true;
        }

        if (first.Coordinates is LabelCoordinates || second.Coordinates is LabelCoordinates)
        {
            return first.Coordinates.Equals(second.Coordinates);
        }

        if (Conversion(first, second) is not { } conversion)
        {
            return false;
        }

        var spacing = first.Length < 2 ? Math.Abs(first.Coordinates[0]) : Math.Abs(first.Coordinates[first.Length - 1] - first.Coordinates[0]) / (first.Length - 1);
        var allowed = spacing == 0 ? Tolerance : Tolerance * spacing;
        for (var i = 0L; i < first.Length; i++)
        {
            if (!(Math.Abs(first.Coordinates[i] - conversion.Apply(second.Coordinates[i])) <= allowed))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>How coordinates of the second axis become coordinates of the first; null where they cannot.</summary>
    public static UnitConversion? Conversion(Axis first, Axis second)
    {
        if (string.Equals(first.Unit, second.Unit, StringComparison.Ordinal) || first.Unit.Length == 0 || second.Unit.Length == 0)
        {
            return string.Equals(first.Calendar, second.Calendar, StringComparison.Ordinal) ? new UnitConversion(1, 0) : null;
        }

        return !first.IsTime && !second.IsTime && Unit.TryParse(first.Unit) is { } to && Unit.TryParse(second.Unit) is { } from && from.CompatibleWith(to)
            ? from.ConverterTo(to)
            : null;
    }

    private static void Add(ImmutableArray<Axis>.Builder axes, Axis axis, CubeInfo cube, bool checkPlaces)
    {
        for (var i = 0; i < axes.Count; i++)
        {
            if (!string.Equals(axes[i].Name, axis.Name, StringComparison.Ordinal))
            {
                continue;
            }

            if (axes[i].Length == 1 && axis.Length > 1)
            {
                axes[i] = axis;
            }
            else if (axis.Length > 1)
            {
                RefuseOther(axes[i], axis, cube.Name, checkPlaces);
                axes[i] = axes[i].Coordinates is null ? axis : axes[i];
            }

            return;
        }

        axes.Add(axis);
    }

    private static string Ends(Axis axis) => string.Create(
        CultureInfo.InvariantCulture, $"{axis.Coordinates![0]:R} to {axis.Coordinates[axis.Length - 1]:R} {axis.Unit}").TrimEnd();
}
