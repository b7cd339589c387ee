using System.Globalization;

namespace Etalon.Operators;

/// <summary>Puts a step between a source and its consumers that copies the source, so that it can be stored in other chunks.</summary>
internal static class SourceCopy
{
    private static readonly Lazy<BoundOperator> Copying = new(
        static () => new OperatorRegistry().Find(CropOperator.Name).BindParameters([]));

    /// <summary>The graph in which some steps read the copy where they read the source, and the id of the copying step.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="source">The name of the graph input.</param>
    /// <param name="consumers">The ids of the steps that read the copy.</param>
    public static (ResolvedGraph Graph, string Copy) Insert(ResolvedGraph graph, string source, IReadOnlySet<string> consumers)
    {
        var id = Enumerable.Range(1, int.MaxValue)
            .Select(number => number == 1 ? $"recut/{source}" : string.Create(CultureInfo.InvariantCulture, $"recut/{source}-{number}"))
            .First(name => graph.Find(name) is null);
        var from = GraphLink.Input(source);
        var inputs = Inputs.Of(("cube", graph.Sources[source].Cube));
        var copy = new ResolvedNode(id, Copying.Value, inputs, [from], Copying.Value.Describe(inputs), "", "fail");
        var to = new GraphLink(id, copy.OutputPorts[0]);
        var nodes = graph.Nodes.Select(node => consumers.Contains(node.Id)
            ? node with { Links = [.. node.Links.Select(link => link == from ? to : link)] }
            : node);
        return (new ResolvedGraph([copy, .. nodes], graph.Outputs, graph.Sources), id);
    }

    /// <summary>The name of the source that a step copies; empty for every other step.</summary>
    public static string SourceOf(ResolvedNode node) =>
        ReferenceEquals(node.Operator, Copying.Value) ? node.Links[0].Port : "";
}
