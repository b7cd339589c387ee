using System.Collections.Immutable;

namespace Etalon.Operators;

/// <summary>
/// Looks for chunks of a new cube that are smaller than the usual ones: where one of those needs too much memory, or where the tiles
/// that fit read their input several times. A narrower chunk lets a tile be longer along the axis that is needed whole.
/// </summary>
/// <remarks>
/// Which chunks are looked at does not depend on the budget, and of what fits the fastest is taken. So for a graph of one section a
/// larger budget never gives a slower plan.
/// </remarks>
internal static class ChunkShrink
{
    /// <summary>A cut that saves less memory than this is no way to a plan that fits.</summary>
    private const double WorthCutting = 0.98;

    /// <summary>The best draft over all chunk sizes of one node; the layouts are left with its chunk.</summary>
    public static Draft Improve(Draft best, PlanLimits limits, ResolvedNode node)
    {
        if (node.Description.Outputs.IsEmpty || !best.Stored.Contains(node.Id))
        {
            return best;
        }

        var (graph, layouts) = (best.Graph, best.Layouts);
        var kept = layouts.Chunk(node, 0);
        while (Shorter(graph, layouts, limits, node, best.Stored) is { } chunk)
        {
            layouts.Override(node.Id, chunk);
            var draft = Draft.Of(graph, layouts, limits);
            (best, kept) = draft.Cost < best.Cost ? (draft, chunk) : (best, kept);
        }

        layouts.Override(node.Id, kept);
        return best;
    }

    /// <summary>The chunk made shorter along the axis that saves most memory; null if no axis saves any.</summary>
    private static ImmutableArray<long>? Shorter(
        PlanGraph graph, CubeLayouts layouts, PlanLimits limits, ResolvedNode node, IReadOnlySet<string> stored)
    {
        var search = new TileSearch(graph, layouts, stored, limits);
        var chunk = layouts.Chunk(node, 0);
        var source = search.SourceChunks(node, chunk);
        var before = search.SmallestNeed(node);
        var shorter = new List<(ImmutableArray<long> Chunk, double Need)>();
        for (var axis = 0; axis < chunk.Length; axis++)
        {
            if (chunk[axis] == 1)
            {
                continue;
            }

            var half = chunk.SetItem(axis, Half(chunk[axis], source[axis]));
            layouts.Override(node.Id, half);
            shorter.Add((half, search.SmallestNeed(node)));
        }

        layouts.Override(node.Id, chunk);
        var least = shorter.Select(pair => pair.Need).DefaultIfEmpty(before).Min();
        // Among nearly equal savings the slowest axis is cut, so that runs along the fastest one stay long.
        return least < before * WorthCutting ? shorter.First(pair => pair.Need <= least * 1.2).Chunk : null;
    }

    /// <summary>About half as long: on an edge of the source's chunks while it is longer than one of them, so that tiles end where those do.</summary>
    private static long Half(long length, long source)
    {
        var half = (length + 1) / 2;
        return length > source ? Math.Max(source, half / source * source) : half;
    }
}
