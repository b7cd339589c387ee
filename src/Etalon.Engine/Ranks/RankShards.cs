using System.Collections.Immutable;
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
    public static ImmutableArray<long> Of(SectionOutput output, ImmutableArray<long> tile, int ranks)
    {
        var shape = output.Cube.Shape;
        var shard = output.Shard;
        if (ranks == 1 || tile.Length != shape.Length)
        {
            return shard;
        }

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
}
