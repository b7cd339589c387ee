namespace Etalon.Operators.Datacubes.Tests;

/// <summary>Runs what a composite expands to, step by step, each checked as <see cref="Harness"/> checks it.</summary>
internal static class GraphRun
{
    private static readonly OperatorRegistry Registry = new(typeof(Apply).Assembly);

    /// <summary>The first output of a graph.</summary>
    public static MemoryCube Of(OperatorGraph graph, params (string Port, MemoryCube Cube)[] inputs)
    {
        var made = new Dictionary<GraphLink, MemoryCube>();
        foreach (var (port, cube) in inputs)
        {
            made.Add(GraphLink.Input(port), cube);
        }

        foreach (var node in graph.Nodes)
        {
            made.Add(new GraphLink(node.Id, "cube"), Step(node, [.. node.Inputs.Select(link => (link.Port, made[link.Link]))]));
        }

        return made[graph.Outputs[0].Link];
    }

    private static MemoryCube Step(GraphNode node, (string Port, MemoryCube Cube)[] inputs)
    {
        var bound = Registry.Find(node.Operator).BindParameters(node.Parameters);
        var ports = Harness.InputsOf(inputs);
        if (bound.Entry.Kind == OperatorKind.Composite)
        {
            return Of(bound.Expand(ports), inputs);
        }

        var description = bound.Describe(ports);
        return bound.Entry.Kind == OperatorKind.Reduce
            ? Harness.CheckReduce(() => bound.BindReduce(ports, description), ports, description, inputs)[0]
            : Harness.CheckMap(() => bound.BindMap(ports, description), ports, description, inputs)[0];
    }
}
