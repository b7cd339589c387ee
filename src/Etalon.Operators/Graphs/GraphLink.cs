namespace Etalon.Operators;

/// <summary>Where a port gets its cube: from another node's output, or from an input of the whole graph (node is empty).</summary>
/// <param name="Node">The node, or empty for a graph input.</param>
/// <param name="Port">The output port of the node, or the name of the graph input.</param>
public sealed record GraphLink(string Node, string Port)
{
    /// <summary>A graph input.</summary>
    public static GraphLink Input(string name) => new("", name);

    /// <inheritdoc />
    public override string ToString() => (Node.Length, Port.Length) switch
    {
        (0, _) => $"${Port}",
        (_, 0) => Node,
        _ => $"{Node}.{Port}",
    };
}
