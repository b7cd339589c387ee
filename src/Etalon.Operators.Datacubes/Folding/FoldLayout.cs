using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>How the axes of a cube become the axes of its fold.</summary>
/// <param name="Target">For each input axis its position in the output, or -1 if it is folded.</param>
/// <param name="Place">For each folded axis, how far apart its samples lie in the folded axes in row-major order.</param>
/// <param name="GroupAxis">An input axis whose samples go to groups, or -1.</param>
/// <param name="Groups">The group of each sample along the group axis, -1 for none.</param>
internal sealed record FoldLayout(
    ImmutableArray<int> Target, ImmutableArray<long> Place, int GroupAxis, ImmutableArray<int> Groups)
{
    /// <summary>A fold of whole axes.</summary>
    public static FoldLayout Of(CubeInfo input, CubeInfo output, ImmutableArray<string> folded)
    {
        var target = new int[input.Rank];
        var place = new long[input.Rank];
        var step = 1L;
        for (var axis = input.Rank - 1; axis >= 0; axis--)
        {
            var isFolded = folded.Contains(input.Axes[axis].Name, StringComparer.Ordinal);
            target[axis] = isFolded ? -1 : output.IndexOf(input.Axes[axis].Name);
            if (isFolded)
            {
                place[axis] = step;
                step *= input.Axes[axis].Length;
            }
        }

        return new FoldLayout([.. target], [.. place], -1, []);
    }

    /// <summary>A fold of the samples of one axis into groups, which become an axis at the same position.</summary>
    public static FoldLayout Of(CubeInfo input, string axis, ImmutableArray<int> groups)
    {
        var at = input.IndexOf(axis);
        var place = new long[input.Rank];
        place[at] = 1;
        return new FoldLayout([.. Enumerable.Range(0, input.Rank)], [.. place], at, groups);
    }
}
