using System.Collections.Immutable;

namespace Etalon.Operators;

/// <summary>A whole plan for given chunks, to be compared with others.</summary>
/// <param name="Graph">The graph, with the copies that this plan makes.</param>
/// <param name="Layouts">How its cubes are cut.</param>
/// <param name="Search">What found it.</param>
/// <param name="Stored">The nodes that end sections.</param>
/// <param name="Cost">Seconds, or far more for what does not fit.</param>
/// <param name="Fits">Whether every section fits the budget.</param>
internal sealed record Draft(
    PlanGraph Graph, CubeLayouts Layouts, CutSearch Search, ImmutableHashSet<string> Stored, double Cost, bool Fits)
{
    public static Draft Of(PlanGraph graph, CubeLayouts layouts, PlanLimits limits)
    {
        var search = new CutSearch(graph, layouts, limits);
        var stored = search.Find();
        return new Draft(graph, layouts, search, stored, search.Total(stored), stored.All(id => search.Section(id, stored).Fits));
    }

    /// <summary>The best draft of a graph, over the chunks of all cubes that the planner may cut.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="copies">The copies in it and how they are cut.</param>
    /// <param name="limits">What the plan may use.</param>
    public static Draft Best(ResolvedGraph graph, ImmutableDictionary<string, ImmutableArray<long>> copies, PlanLimits limits)
    {
        var needed = new PlanGraph(graph, [.. copies.Keys]);
        var layouts = new CubeLayouts(needed, limits);
        foreach (var (copy, chunk) in copies)
        {
            layouts.Override(copy, chunk);
        }

        var best = Of(needed, layouts, limits);
        foreach (var node in needed.Nodes.Where(node => CubeLayouts.IsFree(node) && !copies.ContainsKey(node.Id)))
        {
            best = ChunkShrink.Improve(best, limits, node);
        }

        return best;
    }
}
