using System.Globalization;
using System.Text.Json.Nodes;
using Etalon.Cubes;

namespace Etalon.Ophidia;

/// <summary>The rows of a cube in as many pieces as it is reported to have fragments, or more where fragments end within a dimension.</summary>
public static class FragmentSlabs
{
    /// <summary>The pieces in order, each as the native operator <c>subset</c> reads it; made while they are taken.</summary>
    public static IEnumerable<JsonObject> Of(OphidiaCube cube, CubeInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        var grid = Grid(cube, info);
        return Enumerable.Range(0, checked((int)grid.Count)).Select(piece => Axes(info, grid[piece]));
    }

    /// <summary>How many there are.</summary>
    public static long Count(OphidiaCube cube, CubeInfo info) => Grid(cube, info).Count;

    private static ChunkGrid Grid(OphidiaCube cube, CubeInfo info) =>
        new(info.Shape, RowSlabs.Of(info.Shape, cube.Explicit.Count(static dimension => !dimension.IsReduced), cube.Fragmentation.RowsPerFragment));

    private static JsonObject Axes(CubeInfo info, Region region)
    {
        var axes = new JsonObject();
        for (var axis = 0; axis < region.Rank; axis++)
        {
            if (region.Length[axis] < info.Axes[axis].Length)
            {
                axes[info.Axes[axis].Name] = string.Create(CultureInfo.InvariantCulture, $"index:{region.Start[axis]}:{region.End(axis)}");
            }
        }

        return axes;
    }
}
