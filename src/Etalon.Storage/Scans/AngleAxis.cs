using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>The axis <c>angle</c> of a scan, from what its file says of the rotation.</summary>
internal static class AngleAxis
{
    /// <summary>Two whole turns in radians: more than this without a unit can only be degrees.</summary>
    private const double ClearlyDegrees = 4 * Math.PI;

    /// <summary>The axis; without coordinates where the file leaves open what the angles are. Operators then ask for them.</summary>
    /// <param name="angles">One number per projection; null where the file has none.</param>
    /// <param name="unit">Their unit as written; empty for none.</param>
    /// <param name="count">Number of projections.</param>
    /// <param name="source">What the file calls them.</param>
    /// <param name="remarks">Takes what a user should know.</param>
    public static Axis Of(double[]? angles, string unit, long count, string source, List<string> remarks)
    {
        var axis = new Axis(ScanNames.Angle, count);
        if (angles is null)
        {
            remarks.Add($"The file has no angles ('{source}'): give them with the operator set-angles.");
            return axis;
        }

        if (Array.FindIndex(angles, static angle => !double.IsFinite(angle)) is >= 0 and var gap)
        {
            remarks.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"'{source}' does not know the angle of projection {gap} of {angles.Length} (counted from 0): give the angles with the operator set-angles."));
            return axis;
        }

        if (unit.Length == 0)
        {
            if (angles.Length == 0 || angles.Max() - angles.Min() <= ClearlyDegrees)
            {
                remarks.Add($"'{source}' has no unit, and its numbers could be degrees or radians: give the angles with the operator set-angles.");
                return axis;
            }

            remarks.Add($"'{source}' has no unit; more than two turns in radians, its numbers are taken as degrees.");
            unit = "deg";
        }
        else if (!Unit.TryParse(unit, out var known) || known.Dimension != Unit.Parse("rad").Dimension)
        {
            remarks.Add($"'{source}' is in '{unit}', which is no unit of angles: give the angles with the operator set-angles.");
            return axis;
        }

        return axis with { Unit = unit, Coordinates = AxisCoordinates.From(angles) };
    }
}
