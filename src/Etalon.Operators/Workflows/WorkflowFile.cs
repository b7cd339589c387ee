using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Etalon.Cubes;

namespace Etalon.Operators;

/// <summary>A graph of operators as people write it: JSON with comments, described by <c>docs/reference/workflow.schema.json</c>.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Doc">What it does.</param>
/// <param name="Inputs">The cubes and datasets it needs.</param>
/// <param name="Parameters">What can be set from outside; used as <c>${name}</c>.</param>
/// <param name="Nodes">The steps.</param>
/// <param name="Outputs">The kept cubes.</param>
public sealed record WorkflowFile(
    string Name,
    string Doc,
    ImmutableArray<WorkflowInput> Inputs,
    ImmutableArray<WorkflowParameter> Parameters,
    ImmutableArray<WorkflowNode> Nodes,
    ImmutableArray<(string Name, WorkflowLink Link)> Outputs)
{
    /// <summary>Reads a workflow.</summary>
    /// <exception cref="RefusalException">
    /// <c>bad-workflow</c>, <c>unknown-key</c>, <c>duplicate-key</c>: with line, column and key.
    /// </exception>
    public static WorkflowFile Parse(string text) => new WorkflowParser(text).Parse();

    /// <summary>Whether these settings alone leave a step out, whatever the inputs and the results will be.</summary>
    /// <param name="step">A step's name.</param>
    /// <param name="settings">Values of the workflow's parameters.</param>
    public bool LeavesOut(string step, JsonObject settings) => !new WorkflowChoices(this, WorkflowSettings.Of(this, settings), given: null).Has(step);

    /// <summary>The graph with parameters filled in, choices made, sweeps expanded and versions checked.</summary>
    /// <param name="registry">The known operators.</param>
    /// <param name="settings">Values of the workflow's parameters (JSON values or texts); the rest takes its default.</param>
    /// <param name="given">The graph inputs that are connected (<c>cube</c>, <c>scan/flats</c>); null where all are.</param>
    public OperatorGraph ToGraph(OperatorRegistry registry, JsonObject settings, IReadOnlyCollection<string>? given = null)
    {
        var values = WorkflowSettings.Of(this, settings);
        var choices = new WorkflowChoices(this, values, given);
        var nodes = ImmutableArray.CreateBuilder<GraphNode>();
        var moved = new Dictionary<string, OperatorSignature>(StringComparer.Ordinal);
        var copied = new Dictionary<string, ImmutableArray<SweepAxis>>(StringComparer.Ordinal);
        foreach (var node in Nodes)
        {
            Refusals.At(node.Id, node.Operator, () =>
            {
                var entry = registry.Find(node.Operator, VersionRange.Parse(node.Version));
                if (choices.Has(node.Id))
                {
                    Add(node, entry);
                }
            });
        }

        void Add(WorkflowNode node, OperatorEntry entry)
        {
            var graphNode = new GraphNode(node.Id, node.Operator, values.Fill(node.Set), choices.Inputs(node))
            {
                When = choices.Conditions[node.Id],
                OnError = choices.Has(node.OnError) ? node.OnError : "fail",
            };
            if (node.Sweep.Count > 0 && !node.StacksOutputs)
            {
                nodes.AddRange(Sweep.Expand(graphNode, entry, values.Fill(node.Sweep)));
                moved[node.Id] = entry.Signature;
                return;
            }

            nodes.Add(graphNode);
            if (node.Sweep.Count > 0)
            {
                copied[node.Id] = Sweep.Axes(graphNode, entry, values.Fill(node.Sweep));
            }
        }

        GraphLink Moved(GraphLink link) =>
            moved.TryGetValue(link.Node, out var signature) ? Sweep.Stacked(link, signature) : link;

        var graph = new OperatorGraph(
            [.. nodes.Select(node => node with { Inputs = [.. node.Inputs.Select(input => (input.Port, Moved(input.Link)))] })],
            [.. choices.Outputs().Select(output => (output.Name, Moved(output.Link)))])
        {
            Remarks = choices.Remarks,
        };
        return copied.Count == 0 ? graph : new SweepCopies(graph, copied, registry).Graph();
    }
}
