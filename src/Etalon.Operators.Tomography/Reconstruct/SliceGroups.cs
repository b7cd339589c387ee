using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators.Tomography;

/// <summary>Slices that are made together: by their number along y, whatever part of the volume is asked for.</summary>
internal static class SliceGroups
{
    /// <summary>Widens what an output region needs to whole groups of slices.</summary>
    public static ImmutableArray<Region?> Demand(Inputs inputs, Region output, int together)
    {
        var volume = inputs["attenuation"].Axes.Where(static axis => axis.Name is not (ScanAxes.Angle or ScanAxes.X)).ToArray();
        return [.. inputs.Ports.Select(port => (Region?)Of(port.Cube, volume, output, together))];
    }

    /// <summary>The slices from the beginning of the first group to the end of the last.</summary>
    public static (long Start, long End) Widen(long start, long end, long length, int together) =>
        (start / together * together, Math.Min(length, (end + together - 1) / together * together));

    private static Region Of(CubeInfo cube, Axis[] volume, Region output, int together)
    {
        var region = cube.Whole;
        for (var axis = 0; axis < cube.Rank; axis++)
        {
            var at = Array.FindIndex(volume, other => string.Equals(other.Name, cube.Axes[axis].Name, StringComparison.Ordinal));
            if (at < 0 || cube.Axes[axis].Length == 1)
            {
                continue;
            }

            var (start, end) = string.Equals(cube.Axes[axis].Name, ScanAxes.Y, StringComparison.Ordinal)
                ? Widen(output.Start[at], output.End(at), cube.Axes[axis].Length, together)
                : (output.Start[at], output.End(at));
            region = region.With(axis, start, end - start);
        }

        return region;
    }
}
