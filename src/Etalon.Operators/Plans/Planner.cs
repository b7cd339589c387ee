using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators;

/// <summary>Decides what is stored, in which layout, and in which pieces it is computed. Pure.</summary>
public static class Planner
{
    /// <summary>The plan of a graph.</summary>
    /// <exception cref="RefusalException">The budget is too small for any plan (<c>budget-too-small</c>, with a table of needs).</exception>
    public static Plan Plan(ResolvedGraph graph, PlanLimits limits)
    {
        var needed = new PlanGraph(graph);
        var layouts = new CubeLayouts(needed, limits);
        var best = Draft.Of(needed, layouts, limits);
        foreach (var node in needed.Nodes.Where(CubeLayouts.IsFree))
        {
            best = ChunkShrink.Improve(needed, layouts, limits, node, best);
        }

        return best.Fits
            ? Build(needed, layouts, best.Search, best.Stored, limits)
            : throw BudgetTable.Refuse(needed, layouts, best.Stored, limits);
    }

    private static Plan Build(
        PlanGraph graph, CubeLayouts layouts, CutSearch search, ImmutableHashSet<string> stored, PlanLimits limits)
    {
        var sections = ImmutableArray.CreateBuilder<Section>();
        foreach (var node in graph.Nodes.Where(node => stored.Contains(node.Id)))
        {
            var choice = search.Section(node.Id, stored);
            sections.Add(new Section(
                sections.Count, KindOf(node), node.Id, search.Nodes(node.Id, stored), Outputs(graph, layouts, node, choice.Tile),
                node.Kind == OperatorKind.Program ? [] : choice.Tile, choice.ReduceBlock, choice.Predicted)
            {
                Workers = choice.Workers,
            });
        }

        var total = new Prediction(
            sections.Sum(section => section.Predicted.BytesRead),
            sections.Sum(section => section.Predicted.BytesWritten),
            sections.Count == 0 ? 0 : sections.Max(section => section.Predicted.PeakBytes),
            sections.Sum(section => section.Predicted.Seconds));
        return new Plan(sections.ToImmutable(), limits, total);
    }

    private static SectionKind KindOf(ResolvedNode node) => node.Kind switch
    {
        OperatorKind.Reduce => SectionKind.Reduce,
        OperatorKind.Stream => SectionKind.Stream,
        OperatorKind.Sink => SectionKind.Sink,
        OperatorKind.Program => SectionKind.Program,
        _ => SectionKind.Map,
    };

    private static ImmutableArray<SectionOutput> Outputs(
        PlanGraph graph, CubeLayouts layouts, ResolvedNode node, ImmutableArray<long> tile)
    {
        var outputs = ImmutableArray.CreateBuilder<SectionOutput>();
        for (var port = 0; port < node.Description.Outputs.Length; port++)
        {
            var link = new GraphLink(node.Id, node.OutputPorts[port]);
            var names = graph.KeptNames(link).ToArray();
            foreach (var name in names.DefaultIfEmpty(link.ToString()))
            {
                outputs.Add(new SectionOutput(
                    port, node.Description.Outputs[port], name, names.Length > 0, layouts.Chunk(node, port), layouts.Shard(node, port, tile)));
            }
        }

        return outputs.ToImmutable();
    }
}
