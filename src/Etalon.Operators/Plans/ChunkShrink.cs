namespace Etalon.Operators;

/// <summary>Makes the chunks of a new cube smaller where even one of them needs too much memory.</summary>
internal static class ChunkShrink
{
    /// <summary>Halves the chunk along the axis that saves most; false if that does not help or the operator wants its chunk.</summary>
    public static bool Try(
        PlanGraph graph, CubeLayouts layouts, IReadOnlySet<string> stored, PlanLimits limits, ResolvedNode node)
    {
        if (node.Description.Outputs.IsEmpty || !CubeLayouts.IsFree(node))
        {
            return false;
        }

        var search = new TileSearch(graph, layouts, stored, limits);
        var chunk = layouts.Chunk(node, 0);
        var best = chunk;
        var least = search.SmallestNeed(node);
        var before = least;
        for (var axis = 0; axis < chunk.Length; axis++)
        {
            if (chunk[axis] == 1)
            {
                continue;
            }

            var shorter = chunk.SetItem(axis, (chunk[axis] + 1) / 2);
            layouts.Override(node.Id, shorter);
            var need = search.SmallestNeed(node);
            (best, least) = need < least ? (shorter, need) : (best, least);
        }

        layouts.Override(node.Id, best);
        return least < before * 0.98;
    }
}
