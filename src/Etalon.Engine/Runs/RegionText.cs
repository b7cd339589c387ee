using System.Text.Json.Nodes;
using Etalon.Cubes;

namespace Etalon.Engine;

/// <summary>Regions as users write them: an axis and <c>a:b</c>, <c>a</c>, or a coordinate range in the axis's words.</summary>
public static class RegionText
{
    /// <summary>The region; axes that are not named come whole.</summary>
    public static Region Parse(CubeInfo cube, JsonObject? axes)
    {
        var region = cube.Whole;
        foreach (var (name, value) in axes ?? [])
        {
            var index = cube.IndexOf(name);
            var part = AxisSelection.Parse(cube.Axes[index], (string)value!);
            if (part.Step != 1)
            {
                throw new RefusalException(
                    "stepped-region", $"The region of axis '{name}' has a step of {part.Step}; a region is contiguous.",
                    "Leave the step out, or use the operator 'subset'.");
            }

            region = region.With(index, part.Start, part.Length);
        }

        return region;
    }

    /// <summary>What the part of a cube inside a region looks like.</summary>
    public static CubeInfo Crop(CubeInfo cube, Region region) => cube with
    {
        Axes = [.. cube.Axes.Select((axis, i) => axis.Slice(region.Start[i], region.Length[i]))],
    };
}
