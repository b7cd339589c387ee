using System.Collections.Immutable;
using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Operators;

/// <summary>Makes swept steps, and every step that depends on them, once for each combination of values, and stacks what is kept.</summary>
/// <remarks>
/// Steps need not know of sweeps: each copy sees the cubes that it would see without. A step whose outputs are kept by <c>step.*</c> is
/// not copied, since what they are is not known yet, and neither is one that writes a file: it gets its inputs stacked.
/// </remarks>
internal sealed class SweepCopies
{
    private readonly OperatorGraph _graph;
    private readonly OperatorRegistry _registry;
    private readonly ImmutableArray<(string Step, SweepAxis Axis)> _axes;
    private readonly Dictionary<string, GraphNode> _steps;

    /// <summary>The axes that reach a step, as indices into all of them, rising; none for steps that do not depend on a sweep.</summary>
    private readonly Dictionary<string, ImmutableArray<int>> _reach = new(StringComparer.Ordinal);
    private readonly Dictionary<string, GraphNode> _stacks = new(StringComparer.Ordinal);

    /// <summary>Finds out which steps a sweep reaches.</summary>
    /// <param name="graph">The graph in which each step stands once.</param>
    /// <param name="sweeps">The swept parameters by step.</param>
    /// <param name="registry">The known operators.</param>
    public SweepCopies(OperatorGraph graph, IReadOnlyDictionary<string, ImmutableArray<SweepAxis>> sweeps, OperatorRegistry registry)
    {
        _graph = graph;
        _registry = registry;
        _steps = GraphOrder.Sort(graph).ToDictionary(node => node.Id, StringComparer.Ordinal);
        _axes = [.. graph.Nodes.Where(node => sweeps.ContainsKey(node.Id)).SelectMany(node => sweeps[node.Id].Select(axis => (node.Id, axis)))];
        var shared = _axes.GroupBy(static axis => axis.Axis.Name, StringComparer.Ordinal).Where(static group => group.Count() > 1).Select(static group => group.Key).ToHashSet(StringComparer.Ordinal);
        _axes = [.. _axes.Select(axis => shared.Contains(axis.Axis.Name) ? (axis.Step, axis.Axis with { Name = $"{axis.Step}-{axis.Axis.Name}" }) : axis)];
        var uncopied = graph.Outputs.Where(static output => output.Link.Port is "*").Select(static output => output.Link.Node)
            .Concat(graph.Nodes.Where(node => registry.Find(node.Operator).Kind is OperatorKind.Sink or OperatorKind.FileSource).Select(static node => node.Id))
            .ToHashSet(StringComparer.Ordinal);
        foreach (var node in _steps.Values)
        {
            var own = Enumerable.Range(0, _axes.Length).Where(i => string.Equals(_axes[i].Step, node.Id, StringComparison.Ordinal));
            var all = own.Concat(GraphOrder.Needs(node).SelectMany(need => _reach[need])).Distinct().Order().ToImmutableArray();
            if (uncopied.Contains(node.Id) && own.Any())
            {
                throw new RefusalException(
                    "bad-sweep", $"'{node.Operator}' cannot be swept here: it needs a fixed number of outputs.", "Write one step per value instead.");
            }

            _reach[node.Id] = uncopied.Contains(node.Id) ? [] : all;
            Sweep.Check(_reach[node.Id].Select(i => _axes[i].Axis));
        }
    }

    /// <summary>The graph with all copies.</summary>
    public OperatorGraph Graph()
    {
        var copies = _steps.Values.SelectMany(Copies).ToArray();
        var outputs = _graph.Outputs.Select(output => (output.Name, output.Link.Port is "*" ? output.Link : Stacked(output.Link))).ToImmutableArray();
        if (_graph.Outputs.IsEmpty)
        {
            // Then the outputs of the last steps are kept, and those must be the stacks.
            var needed = _steps.Values.SelectMany(GraphOrder.Needs).ToHashSet(StringComparer.Ordinal);
            foreach (var last in _steps.Values.Where(node => !needed.Contains(node.Id)))
            {
                foreach (var port in _registry.Find(last.Operator).Signature.Outputs)
                {
                    Stacked(new GraphLink(last.Id, port.Name));
                }
            }
        }

        return new OperatorGraph([.. copies, .. _stacks.Values], outputs) { Remarks = _graph.Remarks };
    }

    private IEnumerable<GraphNode> Copies(GraphNode node)
    {
        var reach = _reach[node.Id];
        return reach.IsEmpty
            ? [Copy(node, node.Id, Stacked)]
            : Enumerable.Range(0, Count(reach)).Select(number =>
            {
                var values = Values(reach, number);
                var copy = Copy(node, Id(node.Id, number), link => Of(link, values));
                foreach (var i in reach.Where(i => string.Equals(_axes[i].Step, node.Id, StringComparison.Ordinal)))
                {
                    copy.Parameters[_axes[i].Axis.Parameter] = _axes[i].Axis.Values[values[i]]?.DeepClone();
                }

                return copy;
            });
    }

    private static GraphNode Copy(GraphNode node, string id, Func<GraphLink, GraphLink> lead) => node with
    {
        Id = id,
        Parameters = node.Parameters.DeepClone().AsObject(),
        Inputs = [.. node.Inputs.Select(input => (input.Port, lead(input.Link)))],
        When = node.When.Length == 0 ? "" : Condition.Parse(node.When).Rename(lead).ToString(),
        OnError = node.OnError is "fail" or "skip" ? node.OnError : lead(new GraphLink(node.OnError, "")).Node,
    };

    /// <summary>The copy of a step for certain values.</summary>
    private GraphLink Of(GraphLink link, Dictionary<int, int> values)
    {
        if (link.Node.Length == 0 || _reach[link.Node] is not { IsEmpty: false } reach)
        {
            return link;
        }

        var number = reach.Aggregate(0, (number, i) => (number * _axes[i].Axis.Count) + values[i]);
        return link with { Node = Id(link.Node, number) };
    }

    /// <summary>All copies of an output side by side; the output itself where a sweep does not reach it.</summary>
    private GraphLink Stacked(GraphLink link)
    {
        if (link.Node.Length == 0 || _reach[link.Node] is not { IsEmpty: false } reach)
        {
            return link;
        }

        var outputs = _registry.Find(_steps[link.Node].Operator).Signature.Outputs;
        var port = link.Port.Length > 0 || outputs.IsEmpty ? link.Port : outputs[0].Name;
        var stack = Sweep.Stack(
            link.Node, port, reach.Select(i => _axes[i].Axis), Enumerable.Range(0, Count(reach)).Select(number => new GraphLink(Id(link.Node, number), port)));
        _stacks[stack.Id] = stack;
        return new GraphLink(stack.Id, "out");
    }

    private int Count(ImmutableArray<int> reach) => reach.Aggregate(1, (product, i) => product * _axes[i].Axis.Count);

    /// <summary>Which value each axis has in a copy; the last axis runs fastest.</summary>
    private Dictionary<int, int> Values(ImmutableArray<int> reach, int number)
    {
        var values = new Dictionary<int, int>();
        foreach (var i in reach.Reverse())
        {
            (number, values[i]) = Math.DivRem(number, _axes[i].Axis.Count);
        }

        return values;
    }

    private static string Id(string step, int number) => string.Create(CultureInfo.InvariantCulture, $"{step}/{number + 1}");
}
