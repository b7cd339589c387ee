using System.Collections.Immutable;
using Etalon.Cubes;
using Etalon.Operators;

namespace Etalon.Engine;

/// <summary>Cuts the shards of an output small enough that every rank owns some.</summary>
internal static class RankShards
{
    /// <summary>Shards per rank that even out tiles of different cost.</summary>
    private const int PerRank = 4;

    /// <summary>
    /// The shard shape: as planned where it gives enough shards, else slabs of whole tiles along the first axis that can be cut.
    /// The samples are the same; only the files are smaller.
    /// </summary>
    /// <param name="output">The output.</param>
    /// <param name="first">Output 0 of the step, which tiles are cut of.</param>
    /// <param name="tile">The lengths of a tile of output 0.</param>
    /// <param name="ranks">How many ranks there are.</param>
    public static ImmutableArray<long> Of(SectionOutput output, CubeInfo first, ImmutableArray<long> tile, int ranks)
    {
        var shape = output.Cube.Shape;
        var shard = output.Shard;
        if (ranks == 1 || tile.IsEmpty)
        {
            return shard;
        }

        tile = TileOf(output, first, tile);
        var count = shape.Zip(shard, static (length, part) => (length + part - 1) / part).Aggregate(1L, static (a, b) => a * b);
        for (var axis = 0; axis < shape.Length && count < PerRank * ranks; axis++)
        {
            var tiles = (Math.Min(shard[axis], shape[axis]) + tile[axis] - 1) / tile[axis];
            var parts = Math.Min(tiles, ((PerRank * ranks) + count - 1) / count);
            if (parts > 1)
            {
                var length = (tiles + parts - 1) / parts * tile[axis];
                count *= (shard[axis] + length - 1) / length;
                shard = shard.SetItem(axis, length);
            }
        }

        return shard;
    }

    /// <summary>What a tile is in this output: axes that output 0 has too are cut with it, others are whole; all in whole chunks.</summary>
    private static ImmutableArray<long> TileOf(SectionOutput output, CubeInfo first, ImmutableArray<long> tile) =>
        [.. output.Cube.Axes.Select((axis, i) =>
        {
            var at = first.Find(axis.Name);
            var length = at >= 0 && first.Axes[at].Length == axis.Length ? tile[at] : axis.Length;
            return (length + output.Chunk[i] - 1) / output.Chunk[i] * output.Chunk[i];
        })];
}
