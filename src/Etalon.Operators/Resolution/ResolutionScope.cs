using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Etalon.Cubes;

namespace Etalon.Operators;

/// <summary>The state of one resolution: the nodes made so far and where names lead.</summary>
internal sealed class ResolutionScope(OperatorRegistry registry, IReadOnlyDictionary<string, SourceFacts> sources)
{
    private readonly Dictionary<string, ResolvedNode> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ImmutableArray<(string Name, GraphLink Link)>> _composites = new(StringComparer.Ordinal);

    public List<ResolvedNode> Nodes { get; } = [];

    /// <summary>Adds a graph whose inputs lead to already known links; returns where its outputs lead.</summary>
    public ImmutableArray<(string Name, GraphLink Link)> Add(
        OperatorGraph graph, string prefix, IReadOnlyDictionary<string, GraphLink> inputs, int depth)
    {
        if (depth > GraphResolver.DeepestComposite)
        {
            throw new RefusalException(
                "too-deep", $"Step '{prefix.TrimEnd('/')}' expands into itself more than {GraphResolver.DeepestComposite} times.",
                "A composite must not contain itself without an end.");
        }

        foreach (var node in GraphOrder.Sort(graph))
        {
            Refusals.At(prefix + node.Id, node.Operator, () => Add(node, prefix, inputs, depth));
        }

        return [.. graph.Outputs.SelectMany(output => AllOf(output.Link, prefix) ?? [(output.Name, Final(output.Link, prefix, inputs))])];
    }

    /// <summary>What <c>step.*</c> stands for: every output of a composite, by the names that it gives them; null for any other link.</summary>
    private ImmutableArray<(string Name, GraphLink Link)>? AllOf(GraphLink link, string prefix) =>
        string.Equals(link.Port, "*", StringComparison.Ordinal) && _composites.TryGetValue(prefix + link.Node, out var outputs) ? outputs : null;

    /// <summary>A kept output that is only an input of the graph becomes a node that copies it, so that all outputs are nodes.</summary>
    public GraphLink KeepAsNode(string name, GraphLink link)
    {
        if (link.Node.Length > 0)
        {
            return link;
        }

        var id = $"output/{name}";
        var cube = CubeOf(link);
        var copy = registry.Find(CropOperator.Name).BindParameters([]);
        var inputs = Inputs.Of(("cube", cube));
        Keep(new ResolvedNode(id, copy, inputs, [link], copy.Describe(inputs), "", "fail"));
        return new GraphLink(id, "out");
    }

    private void Add(GraphNode node, string prefix, IReadOnlyDictionary<string, GraphLink> inputs, int depth)
    {
        var id = prefix + node.Id;
        var bound = registry.Find(node.Operator).BindParameters((JsonObject)node.Parameters.DeepClone());
        var entry = bound.Entry;
        if (entry.Kind == OperatorKind.FileSource)
        {
            throw new InvalidOperationException($"The file source '{id}' was not replaced by graph inputs.");
        }

        var ports = PortConnection.Connect(entry.Signature, node.Inputs);
        var links = ports.Select(port => Final(port.Link, prefix, inputs)).ToImmutableArray();
        if (!entry.TakesHalves && entry.Kind != OperatorKind.Composite)
        {
            links = [.. links.Select((link, i) => Widened(link, $"{id}/float32/{i}"))];
        }

        var cubes = new Inputs([.. ports.Zip(links, (port, link) => new InputPort(port.Port, CubeOf(link)))]);
        PortConnection.CheckAxes(entry.Signature, cubes);
        var when = node.When.Length == 0
            ? ""
            : Condition.Parse(node.When).Rename(link => Scalar(Final(link, prefix, inputs))).ToString();
        if (entry.Kind == OperatorKind.Composite)
        {
            Expand(node, id, bound, cubes, links, when, depth);
            return;
        }

        var onError = node.OnError is "fail" or "skip" ? node.OnError : prefix + node.OnError;
        var resolved = new ResolvedNode(id, bound, cubes, links, bound.Describe(cubes), when, onError);
        CheckReplacement(resolved);
        Keep(resolved);
    }

    /// <summary>Half precision is for keeping: where a step computes, another one before it makes float32 of that.</summary>
    private GraphLink Widened(GraphLink link, string id)
    {
        var cube = CubeOf(link);
        if (cube.Type != SampleType.Float16)
        {
            return link;
        }

        var widen = registry.Find(WidenOperator.Name).BindParameters([]);
        var inputs = Inputs.Of(("cube", cube));
        Keep(new ResolvedNode(id, widen, inputs, [link], widen.Describe(inputs), "", "fail"));
        return new GraphLink(id, "out");
    }

    private void Expand(
        GraphNode node, string id, BoundOperator bound, Inputs cubes, ImmutableArray<GraphLink> links, string when, int depth)
    {
        if (node.OnError is not ("fail" or "skip"))
        {
            throw new RefusalException(
                "bad-on-error", $"Step '{id}' expands to several steps; another step cannot stand in for it.", "Use fail or skip.");
        }

        var inner = bound.Expand(cubes);
        var inputs = cubes.Ports.Zip(links).ToDictionary(pair => pair.First.Name, pair => pair.Second, StringComparer.Ordinal);
        var before = Nodes.Count;
        _composites[id] = Add(inner, id + "/", inputs, depth + 1);
        for (var i = before; i < Nodes.Count; i++)
        {
            // What holds for the composite holds for each of its steps.
            var child = Nodes[i];
            Replace(i, child with
            {
                When = (when, child.When) switch
                {
                    ("", var own) => own,
                    (_, "") => when,
                    _ => $"({when}) && ({child.When})",
                },
                OnError = child.OnError is "fail" ? node.OnError : child.OnError,
            });
        }
    }

    private GraphLink Final(GraphLink link, string prefix, IReadOnlyDictionary<string, GraphLink> inputs)
    {
        if (link.Node.Length == 0)
        {
            return inputs.TryGetValue(link.Port, out var outer) ? outer : throw Refusal.Unknown("input", link.Port, inputs.Keys);
        }

        var id = prefix + link.Node;
        if (_composites.TryGetValue(id, out var outputs))
        {
            var found = outputs.FirstOrDefault(
                output => link.Port.Length == 0 || string.Equals(output.Name, link.Port, StringComparison.Ordinal));
            return found.Link ?? throw Refusal.Unknown("output", $"{id}.{link.Port}", outputs.Select(output => $"{id}.{output.Name}"));
        }

        var node = _byId[id];
        return new GraphLink(id, node.OutputPorts[node.IndexOf(link.Port)]);
    }

    private GraphLink Scalar(GraphLink link) => CubeOf(link).Samples == 1
        ? link
        : throw new RefusalException(
            "bad-condition", $"'{link}' has {CubeOf(link).Samples} samples; a condition looks at single numbers.",
            "Reduce it over all axes first.");

    private CubeInfo CubeOf(GraphLink link)
    {
        if (link.Node.Length == 0)
        {
            return sources[link.Port].Cube;
        }

        var node = _byId[link.Node];
        return node.Description.Outputs[node.IndexOf(link.Port)];
    }

    private void CheckReplacement(ResolvedNode node)
    {
        if (node.OnError is "fail" or "skip")
        {
            return;
        }

        var other = _byId.GetValueOrDefault(node.OnError)
            ?? throw Refusal.Unknown("step", node.OnError, _byId.Keys);
        var same = other.Description.Outputs.Length == node.Description.Outputs.Length
            && other.Description.Outputs.Zip(node.Description.Outputs).All(
                pair => pair.First.Type == pair.Second.Type && pair.First.Shape.AsSpan().SequenceEqual(pair.Second.Shape.AsSpan()));
        if (!same)
        {
            throw new RefusalException(
                "bad-on-error", $"'{other.Id}' cannot stand in for '{node.Id}': its outputs have other shapes or types.",
                "Choose a step with outputs of the same shape and type, or skip.");
        }
    }

    private void Keep(ResolvedNode node)
    {
        if (!_byId.TryAdd(node.Id, node))
        {
            throw new RefusalException("duplicate-step", $"Two steps are called '{node.Id}'.", "Give each step its own id.");
        }

        Nodes.Add(node);
    }

    private void Replace(int index, ResolvedNode node)
    {
        Nodes[index] = node;
        _byId[node.Id] = node;
    }
}
