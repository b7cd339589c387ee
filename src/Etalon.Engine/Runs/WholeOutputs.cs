using System.Collections.Immutable;
using Etalon.Operators;

namespace Etalon.Engine;

/// <summary>A workflow that names no outputs keeps what its last steps make.</summary>
internal static class WholeOutputs
{
    /// <summary>Adds the outputs of every step that nobody reads, named by port, with the step's id where that is not unique.</summary>
    public static OperatorGraph Complete(OperatorGraph graph, OperatorRegistry registry)
    {
        if (!graph.Outputs.IsEmpty)
        {
            return graph;
        }

        var read = graph.Nodes.SelectMany(node => node.Inputs).Select(input => input.Link.Node).ToHashSet(StringComparer.Ordinal);
        var links = graph.Nodes
            .Where(node => !read.Contains(node.Id))
            .SelectMany(node => Ports(registry.Find(node.Operator)).Select(port => new GraphLink(node.Id, port)))
            .ToArray();
        var unique = links.Select(link => link.Port).Distinct(StringComparer.Ordinal).Count() == links.Length;
        return graph with
        {
            Outputs = [.. links.Select(link => (unique ? link.Port : $"{link.Node}-{link.Port}", link))],
        };
    }

    /// <summary>A file source has as many outputs as the file has cubes; a sink has none.</summary>
    private static ImmutableArray<string> Ports(OperatorEntry entry) => entry.Kind switch
    {
        OperatorKind.FileSource => ["*"],
        OperatorKind.Sink => [],
        _ => entry.Signature.OutputNames(entry.Signature.Outputs.Length),
    };
}
