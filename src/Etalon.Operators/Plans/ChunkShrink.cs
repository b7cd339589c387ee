using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators;

/// <summary>
/// Makes the chunks of a new cube smaller where one of them needs too much memory, or where the tiles that fit read their input
/// several times: a narrower chunk lets a tile be longer along the axis that is needed whole.
/// </summary>
internal static class ChunkShrink
{
    /// <summary>Sections that read less than this beyond what they must are left as they are.</summary>
    private const double TolerableExcess = 1.02;

    /// <summary>A worker that holds more than this for one chunk of output works out of cache: smaller chunks are looked at.</summary>
    private const long ComfortableBytes = 64L << 20;

    /// <summary>A plan that fits the comfortable memory may take this much longer than the fastest one.</summary>
    private const double WorthForMemory = 1.3;

    /// <summary>Chunks get smaller than this only where nothing else fits.</summary>
    private const long SmallestBytes = 4L << 10;

    /// <summary>The best draft over all chunk sizes of one node; the layouts are left with its chunk.</summary>
    public static Draft Improve(PlanGraph graph, CubeLayouts layouts, PlanLimits limits, ResolvedNode node, Draft best)
    {
        if (node.Description.Outputs.IsEmpty || !best.Stored.Contains(node.Id) || IsGood(graph, layouts, limits, node, best))
        {
            return best;
        }

        var kept = layouts.Chunk(node, 0);
        var wasComfortable = best.Fits && IsComfortable(best, node);
        (Draft Draft, ImmutableArray<long> Chunk)? comfortable = null;
        var sample = node.Description.Outputs[0].Type.Bytes();
        while (Shorter(graph, layouts, limits, node, best.Stored) is { } chunk
            && (!best.Fits || chunk.Aggregate((long)sample, static (product, length) => product * length) >= SmallestBytes))
        {
            layouts.Override(node.Id, chunk);
            var draft = Draft.Of(graph, layouts, limits);
            (best, kept) = draft.Cost < best.Cost ? (draft, chunk) : (best, kept);
            if (comfortable is null && IsComfortable(draft, node))
            {
                comfortable = (draft, chunk);
            }
        }

        // Memory is worth a little time: what is left over serves the page cache and the neighbours.
        if (comfortable is var (small, smaller) && best.Fits && !wasComfortable && small.Cost <= WorthForMemory * best.Cost)
        {
            (best, kept) = (small, smaller);
        }

        layouts.Override(node.Id, kept);
        return best;
    }

    private static bool IsGood(PlanGraph graph, CubeLayouts layouts, PlanLimits limits, ResolvedNode node, Draft draft)
    {
        var choice = draft.Search.Section(node.Id, draft.Stored);
        var least = new TileSearch(graph, layouts, draft.Stored, limits).LeastRead(node);
        return choice.Fits && choice.Predicted.BytesRead <= TolerableExcess * least
            && IsComfortable(draft, node);
    }

    private static bool IsComfortable(Draft draft, ResolvedNode node)
    {
        if (!draft.Stored.Contains(node.Id))
        {
            return false;
        }

        var choice = draft.Search.Section(node.Id, draft.Stored);
        return choice.Fits && choice.Predicted.PeakBytes <= ComfortableBytes * choice.Workers;
    }

    /// <summary>The chunk halved along the axis that saves most memory; null if no axis saves any.</summary>
    private static ImmutableArray<long>? Shorter(
        PlanGraph graph, CubeLayouts layouts, PlanLimits limits, ResolvedNode node, IReadOnlySet<string> stored)
    {
        var search = new TileSearch(graph, layouts, stored, limits);
        var chunk = layouts.Chunk(node, 0);
        var before = search.SmallestNeed(node);
        var shorter = new List<(ImmutableArray<long> Chunk, double Need)>();
        for (var axis = 0; axis < chunk.Length; axis++)
        {
            if (chunk[axis] == 1)
            {
                continue;
            }

            var half = chunk.SetItem(axis, (chunk[axis] + 1) / 2);
            layouts.Override(node.Id, half);
            shorter.Add((half, search.SmallestNeed(node)));
        }

        layouts.Override(node.Id, chunk);
        var least = shorter.Select(pair => pair.Need).DefaultIfEmpty(before).Min();
        // Among nearly equal savings the slowest axis is cut, so that runs along the fastest one stay long.
        return least < before * 0.98 ? shorter.First(pair => pair.Need <= least * 1.2).Chunk : null;
    }
}
