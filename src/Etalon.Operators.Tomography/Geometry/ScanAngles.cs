using Etalon.Cubes;

namespace Etalon.Operators.Tomography;

/// <summary>The angles of a scan's projections, and how much of the half circle each of them stands for.</summary>
internal static class ScanAngles
{
    /// <summary>A gap that is so many times as wide as the usual one is a missing wedge, which nobody stands for.</summary>
    private const double WedgeGaps = 3;

    /// <summary>Angles of the axis <c>angle</c> in radians.</summary>
    /// <exception cref="RefusalException">The cube has no such axis, its coordinates are unknown, or they are no angles.</exception>
    public static double[] Radians(CubeInfo cube)
    {
        var axis = cube.Axes[cube.IndexOf(ScanAxes.Angle)];
        if (axis.Coordinates is not { } coordinates)
        {
            throw new RefusalException(
                "angles-unknown", $"The angles of the {axis.Length} projections of '{cube.Name}' are not known.",
                "Say how far the scan turns: range=180 (in degrees) for the shipped workflows, or give every angle with the operator set-angles.");
        }

        var unit = Unit.TryParse(axis.Unit.Length == 0 ? "degree" : axis.Unit, out var known) && known.CompatibleWith(Unit.Parse("rad"))
            ? known
            : throw new RefusalException(
                "wrong-unit", $"The axis 'angle' of '{cube.Name}' is in '{axis.Unit}', which is no unit of angles.", "Use degree or rad.");
        var scale = unit.ConverterTo(Unit.Parse("rad")).Scale;
        double[] radians = [.. coordinates.ToArray().Select(angle => angle * scale)];
        var strange = Array.FindIndex(radians, angle => !double.IsFinite(angle));
        return strange < 0
            ? radians
            : throw new RefusalException("bad-angle", $"Angle {strange} of '{cube.Name}' is {coordinates[strange]}.", "Angles must be finite numbers.");
    }

    /// <summary>
    /// How much of the half circle each projection stands for, in radians: half the way to either neighbour. Opposite projections
    /// show the same, so angles count modulo 180 degrees, and equal ones share. All together are π, less missing wedges.
    /// </summary>
    public static double[] Weights(double[] radians)
    {
        var folded = radians.Select(static angle => angle - (Math.Floor(angle / Math.PI) * Math.PI)).ToArray();
        var order = Enumerable.Range(0, folded.Length).OrderBy(i => folded[i]).ToArray();
        var gaps = new double[order.Length];
        for (var i = 0; i < order.Length; i++)
        {
            var next = i + 1 < order.Length ? folded[order[i + 1]] : folded[order[0]] + Math.PI;
            gaps[i] = next - folded[order[i]];
        }

        Narrow(gaps);
        var weights = new double[folded.Length];
        for (var i = 0; i < order.Length; i++)
        {
            weights[order[i]] = (gaps[i] + gaps[(i + order.Length - 1) % order.Length]) / 2;
        }

        return weights;
    }

    /// <summary>Makes missing wedges as wide as the usual gap.</summary>
    private static void Narrow(double[] gaps)
    {
        const double same = 1e-9;
        var real = gaps.Where(static gap => gap > same).Order().ToArray();
        var usual = real.Length > 2 ? real[real.Length / 2] : Math.PI;
        for (var i = 0; i < gaps.Length; i++)
        {
            gaps[i] = gaps[i] > WedgeGaps * usual ? usual : gaps[i];
        }
    }
}
