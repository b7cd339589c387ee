using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators;

/// <summary>A graph without composites, whose every cube is known.</summary>
/// <param name="Nodes">The steps, each after everything it needs.</param>
/// <param name="Outputs">The kept cubes by name; every link leads to a node.</param>
/// <param name="Sources">The graph inputs.</param>
public sealed record ResolvedGraph(
    ImmutableArray<ResolvedNode> Nodes,
    ImmutableArray<(string Name, GraphLink Link)> Outputs,
    ImmutableSortedDictionary<string, SourceFacts> Sources)
{
    private readonly Dictionary<string, ResolvedNode> _byId = Nodes.ToDictionary(node => node.Id, StringComparer.Ordinal);

    /// <summary>The step of that id.</summary>
    public ResolvedNode this[string id] => _byId[id];

    /// <summary>The step of that id, or null.</summary>
    public ResolvedNode? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>The cube a link leads to.</summary>
    public CubeInfo CubeOf(GraphLink link)
    {
        if (link.Node.Length == 0)
        {
            return Sources[link.Port].Cube;
        }

        var node = _byId[link.Node];
        return node.Description.Outputs[node.IndexOf(link.Port)];
    }
}
