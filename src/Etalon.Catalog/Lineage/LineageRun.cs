namespace Etalon.Catalog;

/// <summary>A run in a lineage.</summary>
/// <param name="Id">The run.</param>
/// <param name="Operator">The operator's name, or the workflow's.</param>
/// <param name="Version">Its version.</param>
/// <param name="State">Where it is.</param>
/// <param name="FinishedAt">When it ended.</param>
public sealed record LineageRun(Guid Id, string Operator, string Version, RunState State, DateTimeOffset? FinishedAt);
