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
        var sections = ImmutableArray.CreateBuilder<Section>();
        foreach (var node in graph.Nodes)
        {
            sections.Add(SectionOf(graph, node, sections.Count));
        }

        return new Plan(sections.ToImmutable(), limits, new Prediction(0, 0, 0, 0));
    }

    private static Section SectionOf(ResolvedGraph graph, ResolvedNode node, int index)
    {
        var kind = node.Kind switch
        {
            OperatorKind.Reduce => SectionKind.Reduce,
            OperatorKind.Stream => SectionKind.Stream,
            OperatorKind.Sink => SectionKind.Sink,
            OperatorKind.Program => SectionKind.Program,
            _ => SectionKind.Map,
        };
        var outputs = ImmutableArray.CreateBuilder<SectionOutput>();
        for (var port = 0; port < node.Description.Outputs.Length; port++)
        {
            var cube = node.Description.Outputs[port];
            var link = new GraphLink(node.Id, node.OutputPorts[port]);
            var chunk = port == 0 && !node.Description.ChunkWish.IsDefaultOrEmpty
                ? node.Description.ChunkWish
                : Chunk(cube.Shape, (1L << 20) / cube.Type.Bytes());
            var names = graph.Outputs.Where(output => output.Link == link).Select(output => output.Name).ToArray();
            foreach (var name in names.DefaultIfEmpty(link.ToString()))
            {
                outputs.Add(new SectionOutput(port, cube, name, names.Length > 0, chunk, chunk));
            }
        }

        var tile = outputs.Count > 0 && kind is not SectionKind.Program ? outputs[0].Chunk : [];
        ImmutableArray<long> block = kind == SectionKind.Reduce
            ? Chunk(node.Inputs[0].Shape, (1L << 20) / node.Inputs[0].Type.Bytes())
            : [];
        return new Section(
            index, kind, node.Id, [node.Id], outputs.ToImmutable(), tile, block, new Prediction(0, 0, 0, 0));
    }

    private static ImmutableArray<long> Chunk(ImmutableArray<long> shape, long samples)
    {
        var chunk = shape.ToArray();
        for (var axis = 0; axis < chunk.Length; axis++)
        {
            var total = chunk.Aggregate(1L, static (product, length) => product * length);
            chunk[axis] = Math.Max(1, chunk[axis] / Math.Max(1, (total + samples - 1) / samples));
        }

        return [.. chunk];
    }
}
