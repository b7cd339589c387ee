using System.Text.Json.Nodes;

namespace Etalon.Operators;

/// <summary>Collects the nodes that a composite expands to.</summary>
/// <param name="inputs">The composite's own input ports.</param>
public sealed class GraphBuilder(Inputs inputs)
{
    private readonly List<GraphNode> _nodes = [];
    private readonly List<(string Name, GraphLink Link)> _outputs = [];

    /// <summary>The link to one of the composite's own inputs.</summary>
    public GraphLink Input(string port)
    {
        _ = inputs[port];
        return GraphLink.Input(port);
    }

    /// <summary>Adds a step and returns its id.</summary>
    public string Add(string id, string @operator, JsonObject parameters, params ReadOnlySpan<(string Port, GraphLink Link)> links)
    {
        if (_nodes.Exists(node => string.Equals(node.Id, id, StringComparison.Ordinal)))
        {
            throw new InvalidOperationException($"Two steps of the composite are called '{id}'.");
        }

        _nodes.Add(new GraphNode(id, @operator, parameters, [.. links]));
        return id;
    }

    /// <summary>Names an output of the composite.</summary>
    public void Output(string name, GraphLink link) => _outputs.Add((name, link));

    /// <summary>Everything added so far.</summary>
    public OperatorGraph Build() => new([.. _nodes], [.. _outputs]);
}
