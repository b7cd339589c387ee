using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Etalon.Server;

/// <summary>A run as clients see it.</summary>
/// <param name="Run">The run's id.</param>
/// <param name="State"><c>queued</c>, <c>running</c>, <c>done</c>, <c>failed</c>, <c>cancelled</c>, <c>interrupted</c>, or <c>planned</c>.</param>
/// <param name="Outputs">Kept cubes by name.</param>
public sealed record RunView(Guid? Run, string State, Dictionary<string, CubePlace> Outputs)
{
    /// <summary>What it is called.</summary>
    public string Name { get; init; } = "";

    /// <summary>The operator or workflow.</summary>
    public string Operator { get; init; } = "";

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? Finished { get; init; }

    /// <summary>What it read.</summary>
    public Dictionary<string, CubePlace> Inputs { get; init; } = [];

    /// <summary>How far it is.</summary>
    public JsonNode? Progress { get; init; }

    /// <summary>Why it failed.</summary>
    public JsonNode? Refusal { get; init; }

    /// <summary>What it cost.</summary>
    public JsonNode? Statistics { get; init; }

    /// <summary>The plan, if one was asked for.</summary>
    public JsonNode? Plan { get; init; }

    /// <summary>The plan for people.</summary>
    public string? PlanText { get; init; }

    /// <summary>The cubes that a run just planned or begun will keep, as the engine writes them, by name.</summary>
    [JsonIgnore]
    public JsonObject Expected { get; init; } = [];

    /// <summary>Whether an earlier run's result was used.</summary>
    public bool Cached { get; init; }

    /// <summary>Things a user should know.</summary>
    public List<string> Remarks { get; init; } = [];

    /// <summary>The whole request, as it can be repeated.</summary>
    public JsonNode? Request { get; init; }
}
