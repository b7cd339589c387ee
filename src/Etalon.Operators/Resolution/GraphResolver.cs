using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators;

/// <summary>
/// Turns a graph as users write it into one whose every cube is known: operators found, parameters checked, composites expanded,
/// ports connected, every step described in the order of its needs.
/// </summary>
/// <param name="registry">The known operators.</param>
public sealed class GraphResolver(OperatorRegistry registry)
{
    /// <summary>How deep composites may contain composites; deeper is taken for an endless expansion.</summary>
    public const int DeepestComposite = 16;

    /// <summary>Resolves a graph. File sources have been replaced by graph inputs before (<c>node.cube</c>).</summary>
    /// <exception cref="RefusalException">
    /// <c>unknown-operator</c>, <c>unknown-input</c>, <c>missing-input</c>, <c>unknown-output</c>, <c>cycle</c>, <c>too-deep</c>,
    /// and everything that parameters and descriptions refuse.
    /// </exception>
    public ResolvedGraph Resolve(OperatorGraph graph, IReadOnlyDictionary<string, SourceFacts> sources)
    {
        var scope = new ResolutionScope(registry, sources);
        var inputs = sources.Keys.ToDictionary(name => name, GraphLink.Input, StringComparer.Ordinal);
        var outputs = scope.Add(graph, "", inputs, 0);
        var kept = outputs.Select(output => (output.Name, Link: scope.KeepAsNode(output.Name, output.Link))).ToImmutableArray();
        return new ResolvedGraph([.. scope.Nodes], kept, sources.ToImmutableSortedDictionary(StringComparer.Ordinal));
    }
}
