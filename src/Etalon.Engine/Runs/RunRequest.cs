using System.Text.Json.Nodes;

namespace Etalon.Engine;

/// <summary>Everything a worker needs to execute a run; it travels as JSON and is kept with the run's record.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Workflow">A workflow file; a single operator is a workflow of one node.</param>
/// <param name="OutputFolder">The staging folder; it may hold the journal of an interrupted execution.</param>
public sealed record RunRequest(Guid RunId, JsonObject Workflow, string OutputFolder)
{
    /// <summary>What each named input of the workflow is connected to.</summary>
    public SortedDictionary<string, InputReference> Inputs { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Values for the workflow's parameters.</summary>
    public JsonObject Parameters { get; init; } = [];

    /// <summary>Bytes of block buffers the worker may hold at one time.</summary>
    public long BudgetBytes { get; init; } = 1L << 30;

    /// <summary>Threads that compute; 0 for one per core.</summary>
    public int Workers { get; init; }

    /// <summary>How chunks are encoded: <c>none</c>, <c>lz4</c>, <c>zstd</c>.</summary>
    public string Codec { get; init; } = "none";

    /// <summary>Only this part of the outputs (<c>time</c>: <c>0:10</c>); empty for all.</summary>
    public SortedDictionary<string, string> Region { get; init; } = new(StringComparer.Ordinal);

    /// <summary>What the result is to be called; empty for a name made from the operator.</summary>
    public string Name { get; init; } = "";

    /// <summary>Whether the server ordered the run itself, so that it may contain steps that are reserved for it.</summary>
    public bool MayUseReserved { get; init; }

    /// <summary>The folders below which files lie that steps may bring in; null for any file.</summary>
    public IReadOnlyList<string>? FileRoots { get; init; }

    /// <summary>The run's log, to which programs write while they run; empty for none.</summary>
    public string Log { get; init; } = "";

    /// <summary>Whether to continue from the journal in the output folder.</summary>
    public bool Resume { get; init; }
}
