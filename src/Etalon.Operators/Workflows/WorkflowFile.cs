using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Etalon.Cubes;

namespace Etalon.Operators;

/// <summary>A graph of operators as people write it: JSON with comments, described by <c>docs/reference/workflow.schema.json</c>.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Doc">What it does.</param>
/// <param name="Inputs">The cubes it needs.</param>
/// <param name="Parameters">What can be set from outside; used as <c>${name}</c>.</param>
/// <param name="Nodes">The steps.</param>
/// <param name="Outputs">The kept cubes.</param>
public sealed record WorkflowFile(
    string Name,
    string Doc,
    ImmutableArray<WorkflowInput> Inputs,
    ImmutableArray<WorkflowParameter> Parameters,
    ImmutableArray<WorkflowNode> Nodes,
    ImmutableArray<(string Name, GraphLink Link)> Outputs)
{
    /// <summary>Reads a workflow.</summary>
    /// <exception cref="RefusalException">
    /// <c>bad-workflow</c>, <c>unknown-key</c>, <c>duplicate-key</c>: with line, column and key.
    /// </exception>
    public static WorkflowFile Parse(string text) => new WorkflowParser(text).Parse();

    /// <summary>The graph with parameters filled in, sweeps expanded and versions checked.</summary>
    /// <param name="registry">The known operators.</param>
    /// <param name="settings">Values of the workflow's parameters (JSON values or texts); the rest takes its default.</param>
    public OperatorGraph ToGraph(OperatorRegistry registry, JsonObject settings)
    {
        var values = WorkflowSettings.Of(this, settings);
        var nodes = ImmutableArray.CreateBuilder<GraphNode>();
        var moved = new Dictionary<string, OperatorSignature>(StringComparer.Ordinal);
        foreach (var node in Nodes)
        {
            Refusals.At(node.Id, node.Operator, () =>
            {
                var entry = registry.Find(node.Operator, VersionRange.Parse(node.Version));
                var graphNode = new GraphNode(node.Id, node.Operator, values.Fill(node.Set), node.Inputs)
                {
                    When = values.Fill(node.When),
                    OnError = node.OnError,
                };
                if (node.Sweep.Count == 0)
                {
                    nodes.Add(graphNode);
                    return;
                }

                nodes.AddRange(Sweep.Expand(graphNode, entry, values.Fill(node.Sweep)));
                moved[node.Id] = entry.Signature;
            });
        }

        GraphLink Moved(GraphLink link) =>
            moved.TryGetValue(link.Node, out var signature) ? Sweep.Stacked(link, signature) : link;

        return new OperatorGraph(
            [.. nodes.Select(node => node with { Inputs = [.. node.Inputs.Select(input => (input.Port, Moved(input.Link)))] })],
            [.. Outputs.Select(output => (output.Name, Moved(output.Link)))]);
    }
}
