using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators;

/// <summary>Finds the axes of a source along which a single sample of a result needs far more than one chunk holds.</summary>
internal static class SourceReach
{
    /// <summary>For every axis of the source, whether its consumers cut across the chunks.</summary>
    public static ImmutableArray<bool> Of(Draft draft, string source, IReadOnlySet<string> consumers)
    {
        var facts = draft.Graph.Graph.Sources[source];
        var across = new bool[facts.Cube.Rank];
        foreach (var id in draft.Stored.Order(StringComparer.Ordinal))
        {
            var inside = draft.Search.Nodes(id, draft.Stored);
            var terminal = draft.Graph.Graph[id];
            if (terminal.Description.Outputs.IsEmpty || terminal.Kind == OperatorKind.Program || !inside.Any(consumers.Contains))
            {
                continue;
            }

            foreach (var need in Demands(draft, terminal, One(terminal.Description.Outputs[0]), GraphLink.Input(source)))
            {
                for (var axis = 0; axis < across.Length; axis++)
                {
                    across[axis] |= need.Length[axis] > facts.Chunk[axis] && 2 * need.Length[axis] > facts.Cube.Axes[axis].Length;
                }
            }
        }

        return [.. across];
    }

    private static IEnumerable<Region> Demands(Draft draft, ResolvedNode node, Region region, GraphLink source)
    {
        var computed = node.Kind == OperatorKind.Reduce ? region : RegionDemand.Computed(node.Description, region);
        var needs = RegionDemand.For(node.Description, node.Inputs, computed);
        for (var i = 0; i < needs.Length; i++)
        {
            if (needs[i] is not { } need || need.IsEmpty)
            {
                continue;
            }

            var link = node.Links[i];
            if (link == source)
            {
                yield return need;
            }
            else if (link.Node.Length > 0 && !draft.Stored.Contains(link.Node))
            {
                foreach (var further in Demands(draft, draft.Graph.Graph[link.Node], need, source))
                {
                    yield return further;
                }
            }
        }
    }

    /// <summary>The sample in the middle: away from edges, where demands are clipped.</summary>
    private static Region One(CubeInfo cube) =>
        new([.. cube.Shape.Select(static length => length / 2)], [.. cube.Shape.Select(static _ => 1L)]);
}
