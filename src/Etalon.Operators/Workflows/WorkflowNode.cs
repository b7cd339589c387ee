using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Etalon.Operators;

/// <summary>One step of a workflow file.</summary>
/// <param name="Id">Unique in the file.</param>
/// <param name="Operator">The operator's name.</param>
/// <param name="Inputs">What each input port is connected to.</param>
public sealed record WorkflowNode(string Id, string Operator, ImmutableArray<(string Port, WorkflowLink Link)> Inputs)
{
    /// <summary>The accepted versions; empty for any.</summary>
    public string Version { get; init; } = "";

    /// <summary>Parameters, <c>${…}</c> not yet filled in.</summary>
    public JsonObject Set { get; init; } = [];

    /// <summary>Lists of values by parameter; each list becomes a labelled axis of the outputs.</summary>
    public JsonObject Sweep { get; init; } = [];

    /// <summary>
    /// Whether the steps after this one are made for every value too, and only the kept outputs are stacked; if not, the results of this
    /// step are stacked, and later steps see the new axes.
    /// </summary>
    public bool StacksOutputs { get; init; }

    /// <summary>The condition; empty for always.</summary>
    public string When { get; init; } = "";

    /// <summary><c>fail</c>, <c>skip</c>, or the id of the step to use instead.</summary>
    public string OnError { get; init; } = "fail";
}
