using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators;

/// <summary>
/// Decides which compressed sources are first copied into chunks that suit their consumers: where a step cuts across chunks that can
/// only be decoded whole, every tile would decode them again, or would have to hold them all.
/// </summary>
internal static class CopySearch
{
    /// <summary>The best draft with or without copies.</summary>
    public static Draft Improve(Draft direct, PlanLimits limits)
    {
        var best = (Draft: direct, Copies: ImmutableDictionary<string, ImmutableArray<long>>.Empty);
        foreach (var (source, facts) in direct.Graph.Graph.Sources.Where(source => IsDecodedWhole(source.Value)))
        {
            var consumers = Consumers(direct.Graph, source);
            if (!consumers.IsEmpty && MostSaved(best.Draft, limits) > LeastSpent(facts, limits))
            {
                best = Candidates(best, source, consumers, limits).Prepend(best).MinBy(candidate => candidate.Draft.Cost);
            }
        }

        return best.Draft;
    }

    /// <summary>A draft for each way in which the copy may be cut.</summary>
    private static IEnumerable<(Draft Draft, ImmutableDictionary<string, ImmutableArray<long>> Copies)> Candidates(
        (Draft Draft, ImmutableDictionary<string, ImmutableArray<long>> Copies) before, string source, ImmutableHashSet<string> consumers,
        PlanLimits limits)
    {
        var facts = before.Draft.Graph.Graph.Sources[source];
        var (graph, copy) = SourceCopy.Insert(before.Draft.Graph.Graph, source, consumers);
        foreach (var chunk in CopyChunks.Of(facts, SourceReach.Of(before.Draft, source, consumers), limits))
        {
            var copies = before.Copies.Add(copy, chunk);
            yield return (Draft.Best(graph, copies, limits), copies);
        }
    }

    private static bool IsDecodedWhole(SourceFacts facts) => !facts.ReadsParts && new ChunkGrid(facts.Cube.Shape, facts.Chunk).Count > 1;

    /// <summary>
    /// The steps that may read a copy. Not those that copy files themselves, nor those that may be left out or replaced with all that
    /// follows them: a copy is made in any case, and what fails while it is made fails the run.
    /// </summary>
    private static ImmutableHashSet<string> Consumers(PlanGraph graph, string source)
    {
        var optional = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in graph.Nodes.Reverse())
        {
            if (node.When.Length > 0 || node.OnError is not "fail" || graph.ConsumersOf(node.Id).Any(later => optional.Contains(later.Id)))
            {
                optional.Add(node.Id);
            }
        }

        return
        [
            .. graph.Nodes
                .Where(node => node.Kind is OperatorKind.Map or OperatorKind.Reduce or OperatorKind.Stream)
                .Where(node => node.Links.Contains(GraphLink.Input(source)) && !optional.Contains(node.Id))
                .Select(node => node.Id),
        ];
    }

    /// <summary>Everything beyond reading and computing once; no end where the draft does not fit.</summary>
    private static double MostSaved(Draft draft, PlanLimits limits)
    {
        var search = new TileSearch(draft.Graph, draft.Layouts, draft.Stored, limits);
        var least = draft.Stored.Select(id => draft.Graph.Graph[id])
            .Where(node => node.Kind is not (OperatorKind.Sink or OperatorKind.Program))
            .Sum(search.LeastSeconds);
        return draft.Fits ? draft.Cost - least : double.PositiveInfinity;
    }

    /// <summary>Writing the copy and reading it.</summary>
    private static double LeastSpent(SourceFacts facts, PlanLimits limits) =>
        (facts.Cube.Bytes / limits.WriteBytesPerSecond) + (facts.Cube.Bytes / limits.ReadBytesPerSecond);
}
