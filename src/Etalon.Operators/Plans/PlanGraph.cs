using System.Collections.Immutable;

namespace Etalon.Operators;

/// <summary>The part of a graph that is needed, who uses what, and which nodes must be stored in any plan.</summary>
internal sealed class PlanGraph
{
    private readonly Dictionary<string, List<GraphLink>> _uses = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<ResolvedNode>> _consumers = new(StringComparer.Ordinal);

    /// <summary>Looks through a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="copies">Ids of the steps that are there to be stored.</param>
    public PlanGraph(ResolvedGraph graph, ImmutableHashSet<string> copies)
    {
        Graph = graph;
        Nodes = Needed(graph);
        foreach (var node in Nodes)
        {
            foreach (var link in node.Links.Where(link => link.Node.Length > 0))
            {
                Entry(_uses, link.Node).Add(link);
                Entry(_consumers, link.Node).Add(node);
            }
        }

        Stored = [.. copies, .. Nodes.Where(MustBeStored).Select(node => node.Id), .. Nodes.SelectMany(NeededWhole)];
        Free = [.. Nodes.Where(node => !Stored.Contains(node.Id))];
    }

    public ResolvedGraph Graph { get; }

    /// <summary>The needed nodes in topological order.</summary>
    public ImmutableArray<ResolvedNode> Nodes { get; }

    /// <summary>Ids of nodes that end a section in any plan.</summary>
    public ImmutableHashSet<string> Stored { get; }

    /// <summary>Nodes that may be computed with their consumers or be stored, whichever is cheaper.</summary>
    public ImmutableArray<ResolvedNode> Free { get; }

    /// <summary>The nodes that use an output of this one, once per link.</summary>
    public IReadOnlyList<ResolvedNode> ConsumersOf(string id) => _consumers.GetValueOrDefault(id) ?? [];

    /// <summary>The names under which an output is kept.</summary>
    public IEnumerable<string> KeptNames(GraphLink link) =>
        Graph.Outputs.Where(output => output.Link == link).Select(output => output.Name);

    private static List<T> Entry<T>(Dictionary<string, List<T>> lists, string key)
    {
        if (!lists.TryGetValue(key, out var list))
        {
            lists[key] = list = [];
        }

        return list;
    }

    private static ImmutableArray<ResolvedNode> Needed(ResolvedGraph graph)
    {
        var needed = new HashSet<string>(graph.Outputs.Select(output => output.Link.Node), StringComparer.Ordinal);
        foreach (var node in graph.Nodes.Reverse())
        {
            // What nobody reads is done for what it does outside.
            var isOutside = node.Kind == OperatorKind.Sink || (node.Kind == OperatorKind.Program && node.Description.Outputs.IsEmpty);
            if (isOutside || needed.Contains(node.Id))
            {
                needed.Add(node.Id);
                needed.UnionWith(node.Links.Select(link => link.Node));
                needed.UnionWith(NeededWhole(node));
            }
        }

        return [.. graph.Nodes.Where(node => needed.Contains(node.Id))];
    }

    /// <summary>Nodes whose stored results a node needs before it can start.</summary>
    private static IEnumerable<string> NeededWhole(ResolvedNode node)
    {
        var conditions = node.When.Length == 0 ? [] : Condition.Parse(node.When).References.Select(link => link.Node);
        var replacement = node.OnError is "fail" or "skip" ? [] : new[] { node.OnError };
        var copied = node.Kind is OperatorKind.Sink or OperatorKind.Program ? node.Links.Select(link => link.Node) : [];
        return conditions.Concat(replacement).Concat(copied).Where(id => id.Length > 0);
    }

    private bool MustBeStored(ResolvedNode node)
    {
        // A later output of a node cannot be asked for by region: regions are counted in output 0.
        var uses = _uses.GetValueOrDefault(node.Id) ?? [];
        return node.When.Length > 0 || node.OnError is not "fail"
            || Graph.Outputs.Any(output => string.Equals(output.Link.Node, node.Id, StringComparison.Ordinal))
            || uses.Exists(link => node.IndexOf(link.Port) > 0)
            || node.Kind switch
            {
                OperatorKind.Map or OperatorKind.Source => false,
                // Only a preview asks for a part of a reduction; everything else wants all of it, once.
                OperatorKind.Reduce => !ConsumersOf(node.Id).All(
                    consumer => string.Equals(consumer.Operator.Entry.Name, CropOperator.Name, StringComparison.Ordinal)),
                _ => true,
            };
    }
}
