using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators;

/// <summary>Which regions of the inputs an output region needs.</summary>
public static class RegionDemand
{
    /// <summary>Asks the description, or goes by label where it is silent.</summary>
    public static ImmutableArray<Region?> For(Description description, Inputs inputs, Region output)
    {
        if (description.Demand is { } demand)
        {
            return demand(output);
        }

        var needs = ImmutableArray.CreateBuilder<Region?>(inputs.Count);
        for (var i = 0; i < inputs.Count; i++)
        {
            needs.Add(ByLabel(description, inputs[i], output));
        }

        return needs.ToImmutable();
    }

    /// <summary>
    /// The region of output 0 that a map computes where a part of it is asked for: all of the core axes that the output has too, which
    /// kernels never see cut.
    /// </summary>
    public static Region Computed(Description description, Region output)
    {
        if (description.CoreAxes.IsEmpty || output.IsEmpty)
        {
            return output;
        }

        var axes = description.Outputs[0].Axes;
        for (var i = 0; i < axes.Length; i++)
        {
            if (description.CoreAxes.Contains(axes[i].Name, StringComparer.Ordinal))
            {
                output = output.With(i, 0, axes[i].Length);
            }
        }

        return output;
    }

    /// <summary>The regions of all outputs that belong to a region of output 0.</summary>
    public static ImmutableArray<Region> Outputs(Description description, Region output)
    {
        if (description.OutputRegions is { } regions)
        {
            return regions(output);
        }

        var first = description.Outputs[0];
        var all = ImmutableArray.CreateBuilder<Region>(description.Outputs.Length);
        all.Add(output);
        foreach (var cube in description.Outputs.Skip(1))
        {
            all.Add(Follow(cube, first, output));
        }

        return all.ToImmutable();
    }

    private static Region ByLabel(Description description, CubeInfo input, Region output)
    {
        var region = Follow(input, description.Outputs[0], output, description.CoreAxes);
        foreach (var halo in description.Halo)
        {
            var axis = input.Find(halo.Axis);
            if (axis >= 0)
            {
                var start = Math.Max(0, region.Start[axis] - halo.Before);
                var end = Math.Min(input.Axes[axis].Length, region.End(axis) + halo.After);
                region = region.With(axis, start, end - start);
            }
        }

        return region;
    }

    private static Region Follow(CubeInfo cube, CubeInfo first, Region output, ImmutableArray<string> whole = default)
    {
        var start = new long[cube.Rank];
        var length = new long[cube.Rank];
        for (var i = 0; i < cube.Rank; i++)
        {
            var axis = cube.Axes[i];
            var at = first.Find(axis.Name);
            var follows = at >= 0 && first.Axes[at].Length == axis.Length
                && (whole.IsDefaultOrEmpty || !whole.Contains(axis.Name, StringComparer.Ordinal));
            start[i] = follows ? output.Start[at] : 0;
            length[i] = follows ? output.Length[at] : axis.Length;
        }

        return new Region([.. start], [.. length]);
    }
}
