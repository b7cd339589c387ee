using System.Text.Json;

namespace Etalon.Catalog;

/// <summary>One line of a list of runs.</summary>
/// <param name="Id">The identifier.</param>
/// <param name="Kind">Operator or workflow.</param>
/// <param name="Name">What the user calls it.</param>
/// <param name="Operator">The operator's name, or the workflow's.</param>
/// <param name="Version">Its version.</param>
/// <param name="State">Where it is.</param>
/// <param name="CreatedAt">When it was asked for.</param>
/// <param name="StartedAt">When a worker first took it.</param>
/// <param name="FinishedAt">When it ended.</param>
/// <param name="RequestedBy">Who asked for it.</param>
/// <param name="CancelRequested">Whether somebody asked to stop it.</param>
/// <param name="Progress">As the worker last wrote it.</param>
/// <param name="Refusal">Why it failed.</param>
public sealed record RunSummary(
    Guid Id,
    RunKind Kind,
    string Name,
    string Operator,
    string Version,
    RunState State,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    Guid? RequestedBy,
    bool CancelRequested,
    JsonElement? Progress,
    JsonElement? Refusal);
