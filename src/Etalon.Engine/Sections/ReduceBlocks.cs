using System.Collections.Immutable;
using Etalon.Cubes;
using Etalon.Operators;

namespace Etalon.Engine;

/// <summary>Cuts what a reduction demands into blocks, aligned to the chunks it is read from.</summary>
internal static class ReduceBlocks
{
    /// <summary>
    /// The blocks, in row-major order of input 0. Other inputs follow along axes of the same name and length, so that every sample
    /// of input 0 meets its partners; an input without the cut axes comes whole with every block.
    /// </summary>
    public static IEnumerable<ImmutableArray<Region?>> Cut(ResolvedNode node, ImmutableArray<Region?> demand, ImmutableArray<long> block)
    {
        if (demand.Length == 0 || demand[0] is not { } whole || whole.IsEmpty)
        {
            yield break;
        }

        var lead = node.Inputs[0];
        foreach (var part in Pieces(whole, block.Length == whole.Rank ? block : whole.Length))
        {
            var cut = demand.ToBuilder();
            cut[0] = part;
            for (var i = 1; i < cut.Count; i++)
            {
                if (cut[i] is { } region)
                {
                    cut[i] = Follow(node.Inputs[i], region, lead, part);
                }
            }

            yield return cut.MoveToImmutable();
        }
    }

    /// <summary>How many blocks a region is cut into.</summary>
    public static long Count(Region whole, ImmutableArray<long> block)
    {
        if (block.Length != whole.Rank)
        {
            return 1;
        }

        var count = 1L;
        for (var i = 0; i < whole.Rank; i++)
        {
            count *= ((whole.End(i) + block[i] - 1) / block[i]) - (whole.Start[i] / block[i]);
        }

        return count;
    }

    private static IEnumerable<Region> Pieces(Region whole, ImmutableArray<long> block)
    {
        var rank = whole.Rank;
        var at = whole.Start.ToArray();
        while (true)
        {
            var length = new long[rank];
            for (var i = 0; i < rank; i++)
            {
                // Pieces end on multiples of the block in the cube's own coordinates, where the chunks end too.
                length[i] = Math.Min(whole.End(i), ((at[i] / block[i]) + 1) * block[i]) - at[i];
            }

            yield return new Region([.. at], [.. length]);

            var axis = rank - 1;
            for (; axis >= 0; axis--)
            {
                var next = at[axis] + length[axis];
                at[axis] = next < whole.End(axis) ? next : whole.Start[axis];
                if (next < whole.End(axis))
                {
                    break;
                }
            }

            if (axis < 0)
            {
                yield break;
            }
        }
    }

    private static Region Follow(CubeInfo cube, Region region, CubeInfo lead, Region part)
    {
        for (var i = 0; i < cube.Rank; i++)
        {
            var at = lead.Find(cube.Axes[i].Name);
            if (at >= 0 && lead.Axes[at].Length == cube.Axes[i].Length)
            {
                region = region.With(i, part.Start[at], part.Length[at]);
            }
        }

        return region;
    }
}
