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
        var direct = Draft.Best(graph, ImmutableDictionary<string, ImmutableArray<long>>.Empty, limits);
        var best = CopySearch.Improve(direct, limits);
        return best.Fits ? Build(best, limits) : throw BudgetTable.Refuse(direct, limits);
    }

    private static Plan Build(Draft draft, PlanLimits limits)
    {
        var (graph, layouts, search, stored) = (draft.Graph, draft.Layouts, draft.Search, draft.Stored);
        var sections = ImmutableArray.CreateBuilder<Section>();
        foreach (var node in graph.Nodes.Where(node => stored.Contains(node.Id)))
        {
            var choice = search.Section(node.Id, stored);
            sections.Add(new Section(
                sections.Count, KindOf(node), node.Id, search.Nodes(node.Id, stored), Outputs(graph, layouts, node, choice.Tile),
                node.Kind == OperatorKind.Program ? [] : choice.Tile, choice.ReduceBlock, choice.Predicted)
            {
                Workers = choice.Workers,
                Copies = SourceCopy.SourceOf(node),
            });
        }

        var total = new Prediction(
            sections.Sum(section => section.Predicted.BytesRead),
            sections.Sum(section => section.Predicted.BytesWritten),
            sections.Count == 0 ? 0 : sections.Max(section => section.Predicted.PeakBytes),
            sections.Sum(section => section.Predicted.Seconds));
        return new Plan(sections.ToImmutable(), limits, graph.Graph, total);
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
