using System.Text.Json.Nodes;

namespace Etalon.Server;

/// <summary>A run as a client asks for it: one operator, or a workflow.</summary>
public sealed record RunOrder
{
    /// <summary>The operator's name; leave out for a workflow.</summary>
    public string? Operator { get; init; }

    /// <summary>A workflow file; leave out for an operator.</summary>
    public JsonObject? Workflow { get; init; }

    /// <summary>
    /// Inputs by port: <c>ID</c> or <c>ID/CUBE</c>; a list for a port that takes several. For an input that is a dataset: <c>ID</c>, and
    /// <c>input/cube</c> for a cube that comes from elsewhere.
    /// </summary>
    public JsonObject Inputs { get; init; } = [];

    /// <summary>Parameters of the operator or of the workflow.</summary>
    public JsonObject Set { get; init; } = [];

    /// <summary>
    /// Lists of values, by <c>step.parameter</c> or by a parameter of the workflow that one step takes: <c>3,5,7</c>, <c>505..515</c> or
    /// <c>505..515/0.5</c>. The outputs of the step are stacked along an axis of the parameter's name.
    /// </summary>
    public Dictionary<string, string> Sweep { get; init; } = [];

    /// <summary>What the result is to be called; empty for a name made from the operator.</summary>
    public string Name { get; init; } = "";

    /// <summary>Only this part of the outputs: axis to <c>a:b</c>.</summary>
    public Dictionary<string, string> Region { get; init; } = [];

    /// <summary>Only plan.</summary>
    public bool Plan { get; init; }

    /// <summary><c>interactive</c> or <c>batch</c>; empty lets the plan decide.</summary>
    public string Class { get; init; } = "";

    /// <summary>Threads; 0 for one per core.</summary>
    public int Workers { get; init; }

    /// <summary>MPI ranks; 0 for none.</summary>
    public int Ranks { get; init; }

    /// <summary>Bytes of block buffers; 0 for the server's default.</summary>
    public long BudgetBytes { get; init; }

    /// <summary><c>none</c>, <c>lz4</c> or <c>zstd</c>.</summary>
    public string Codec { get; init; } = "none";

    /// <summary>Whether an existing result may be used.</summary>
    public bool Cache { get; init; } = true;

    /// <summary>Whether the server ordered it, having decided that somebody may; no client can say so, since this does not travel.</summary>
    internal bool IsOfServer { get; init; }

    /// <summary>The run is stopped after so many seconds; 0 for the class's default.</summary>
    public int LimitSeconds { get; init; }
}
