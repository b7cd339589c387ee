using System.Collections.Immutable;

namespace Etalon.Operators;

/// <summary>A graph of operators: nodes in any order, and the outputs that are kept.</summary>
/// <param name="Nodes">The steps.</param>
/// <param name="Outputs">The kept cubes by name.</param>
public sealed record OperatorGraph(ImmutableArray<GraphNode> Nodes, ImmutableArray<(string Name, GraphLink Link)> Outputs)
{
    /// <summary>What is to be said of how the graph came about, one sentence each.</summary>
    public ImmutableArray<string> Remarks { get; init; } = [];
}
