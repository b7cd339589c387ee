using System.Collections.Immutable;
using Etalon.Operators;

namespace Etalon.Engine;

/// <summary>Replaces operators that bring files in by graph inputs, so that everything after is pure.</summary>
internal static class FileSources
{
    /// <summary>
    /// Opens every file source; a link to its output <c>node.cube</c> becomes the graph input of that name.
    /// </summary>
    public static OperatorGraph Replace(OperatorGraph graph, OperatorRegistry registry, Func<GraphNode, ImmutableArray<string>> open)
    {
        var ports = new Dictionary<string, ImmutableArray<string>>(StringComparer.Ordinal);
        foreach (var node in graph.Nodes)
        {
            if (registry.Find(node.Operator).Kind == OperatorKind.FileSource)
            {
                ports.Add(node.Id, open(node));
            }
        }

        GraphLink Rewire(GraphLink link)
        {
            if (!ports.TryGetValue(link.Node, out var cubes))
            {
                return link;
            }

            // One cube is meant where there is only one, whatever the port is called.
            var cube = cubes.Length == 1 ? cubes[0] : link.Port;
            return GraphLink.Input($"{link.Node}.{cube}");
        }

        var nodes = graph.Nodes
            .Where(node => !ports.ContainsKey(node.Id))
            .Select(node => node with { Inputs = [.. node.Inputs.Select(input => (input.Port, Rewire(input.Link)))] })
            .ToList();
        var outputs = graph.Outputs
            .SelectMany(output => Expand(output.Name, output.Link))
            .Select(output => (output.Name, Rewire(output.Link)))
            .ToImmutableArray();
        return new OperatorGraph([.. nodes], outputs);

        // "All cubes of the file": an output linked to the port '*'.
        IEnumerable<(string Name, GraphLink Link)> Expand(string name, GraphLink link) =>
            ports.TryGetValue(link.Node, out var cubes) && string.Equals(link.Port, "*", StringComparison.Ordinal)
                ? cubes.Select(cube => (cube, link with { Port = cube }))
                : [(name, link)];
    }
}
