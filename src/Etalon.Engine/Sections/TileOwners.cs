using Etalon.Operators;

namespace Etalon.Engine;

/// <summary>Decides which rank computes which tile, so that every shard is written by one rank only.</summary>
internal static class TileOwners
{
    /// <summary>The tiles of each rank, in row-major order; null if there are fewer independent groups of shards than ranks.</summary>
    public static List<long>[]? Divide(SectionContext context)
    {
        var size = context.Ranks.Size;
        var tiles = context.Tiles;
        if (size == 1)
        {
            return [[.. Range(tiles.Count)]];
        }

        var groups = Groups(context);
        if (groups.Count < size)
        {
            return null;
        }

        var owned = Enumerable.Range(0, size).Select(_ => new List<long>()).ToArray();
        foreach (var group in groups)
        {
            // The rank with the least work takes the next group; ties go to the lowest rank, so that all ranks agree.
            owned.MinBy(list => list.Count)!.AddRange(group);
        }

        return owned;
    }

    private static List<List<long>> Groups(SectionContext context)
    {
        var parent = new Dictionary<(int Output, long Shard), (int Output, long Shard)>();
        (int Output, long Shard) Root((int Output, long Shard) key)
        {
            while (parent.TryGetValue(key, out var up) && up != key)
            {
                key = up;
            }

            return key;
        }

        var first = new Dictionary<long, (int Output, long Shard)>();
        foreach (var tile in Range(context.Tiles.Count))
        {
            var regions = RegionDemand.Outputs(context.Terminal.Description, context.Tiles[tile]);
            for (var i = 0; i < context.Writers.Length; i++)
            {
                foreach (var shard in context.Writers[i].Shards.Touching(regions[context.Section.Outputs[i].Port]))
                {
                    var key = Root((i, shard));
                    var anchor = first.TryGetValue(tile, out var known) ? Root(known) : key;
                    parent[key] = anchor;
                    parent.TryAdd(anchor, anchor);
                    first[tile] = anchor;
                }
            }
        }

        return [.. Range(context.Tiles.Count).GroupBy(tile => Root(first[tile])).Select(group => group.ToList())];
    }

    private static IEnumerable<long> Range(long count)
    {
        for (var i = 0L; i < count; i++)
        {
            yield return i;
        }
    }
}
