using Etalon.Cubes;

namespace Etalon.Operators;

/// <summary>Puts the nodes of a graph in an order in which each comes after what it needs.</summary>
internal static class GraphOrder
{
    /// <summary>Stable: nodes that do not depend on each other keep their order.</summary>
    public static List<GraphNode> Sort(OperatorGraph graph)
    {
        var byId = new Dictionary<string, GraphNode>(StringComparer.Ordinal);
        foreach (var node in graph.Nodes)
        {
            if (!byId.TryAdd(node.Id, node))
            {
                throw new RefusalException("duplicate-step", $"Two steps are called '{node.Id}'.", "Give each step its own id.");
            }
        }

        foreach (var (name, link) in graph.Outputs)
        {
            if (link.Node.Length > 0 && !byId.ContainsKey(link.Node))
            {
                throw Named(Refusal.Unknown("step", link.Node, byId.Keys), $"Output '{name}'");
            }
        }

        var sorted = new List<GraphNode>(byId.Count);
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in graph.Nodes)
        {
            Visit(node, byId, done, [], sorted);
        }

        return sorted;
    }

    private static void Visit(
        GraphNode node, Dictionary<string, GraphNode> byId, HashSet<string> done, List<string> path, List<GraphNode> sorted)
    {
        if (done.Contains(node.Id))
        {
            return;
        }

        var loop = path.IndexOf(node.Id);
        if (loop >= 0)
        {
            throw new RefusalException(
                "cycle", $"The steps form a cycle: {string.Join(" -> ", path.Skip(loop).Append(node.Id))}.",
                "A step cannot need its own result; remove one of these links.");
        }

        path.Add(node.Id);
        foreach (var need in Needs(node))
        {
            Visit(
                byId.GetValueOrDefault(need) ?? throw Named(Refusal.Unknown("step", need, byId.Keys), $"Step '{node.Id}'"),
                byId, done, path, sorted);
        }

        path.RemoveAt(path.Count - 1);
        done.Add(node.Id);
        sorted.Add(node);
    }

    /// <summary>The steps whose outputs a step looks at.</summary>
    public static IEnumerable<string> Needs(GraphNode node)
    {
        var links = node.Inputs.Select(input => input.Link.Node);
        var conditions = node.When.Length == 0 ? [] : Condition.Parse(node.When).References.Select(link => link.Node);
        var replacement = node.OnError is "fail" or "skip" ? [] : new[] { node.OnError };
        return links.Concat(conditions).Concat(replacement).Where(id => id.Length > 0);
    }

    private static RefusalException Named(RefusalException refusal, string where) =>
        new(refusal.Code, $"{where}: {refusal.Message}", refusal.Help, refusal.Kind);
}
