using Etalon.Cubes;

namespace Etalon.Operators.Tomography;

/// <summary>Which projections are joined.</summary>
/// <param name="Rows">The projections of the first half turn, in order of angle.</param>
/// <param name="Opposites">Where half a turn later is, among the projections in order of angle.</param>
/// <param name="Order">All projections in order of angle.</param>
/// <param name="Coordinates">The angles of the first half turn, in the unit of the axis.</param>
internal sealed record StitchAngles(int[] Rows, AnglePlace[] Opposites, int[] Order, double[] Coordinates)
{
    /// <summary>Looks at a scan.</summary>
    public static StitchAngles Of(CubeInfo cube)
    {
        var angles = new TurnAngles(ScanAngles.Radians(cube));
        var known = cube.Axes[cube.IndexOf(ScanAxes.Angle)].Coordinates!;
        var half = angles.Sorted[0] + Math.PI - (0.01 * angles.Step);
        var count = 0;
        while (angles.Sorted[count] < half)
        {
            count++;
        }

        int[] rows = [.. angles.Order.Take(count)];
        return new StitchAngles(
            rows, [.. Enumerable.Range(0, count).Select(i => angles.Place(angles.Sorted[i] + Math.PI))], angles.Order, [.. rows.Select(row => known[row])]);
    }
}
