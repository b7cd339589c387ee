using System.Collections.Immutable;
using Etalon.Operators;

namespace Etalon.Engine;

/// <summary>Which inputs of a run its steps want deleted.</summary>
internal static class Deletions
{
    /// <summary>The graph inputs that lead into a sink of the format <see cref="SinkRequest.Delete"/>.</summary>
    public static ImmutableArray<string> Of(ResolvedGraph graph) =>
    [
        .. graph.Nodes
            .Where(node => node.Kind == OperatorKind.Sink
                && string.Equals(node.Operator.SinkRequest(node.Inputs).Format, SinkRequest.Delete, StringComparison.Ordinal))
            .SelectMany(node => node.Links)
            .Where(link => link.Node.Length == 0)
            .Select(link => link.Port)
            .Distinct(StringComparer.Ordinal),
    ];
}
