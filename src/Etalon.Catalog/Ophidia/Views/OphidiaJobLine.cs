namespace Etalon.Catalog;

/// <summary>A job of a session, or a session that has none.</summary>
/// <param name="Session">The session's code.</param>
/// <param name="Label">What its owner calls it.</param>
/// <param name="SessionAt">When it was made.</param>
/// <param name="Workflow">The request.</param>
/// <param name="Marker">The job.</param>
/// <param name="Parent">The request's job, for a task.</param>
/// <param name="State">How far it is: <c>OPH_STATUS_RUNNING</c>, …</param>
/// <param name="Command">What was asked for.</param>
/// <param name="CreatedAt">When it came.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="EndedAt">When it ended.</param>
public sealed record OphidiaJobLine(
    string Session, string Label, DateTimeOffset SessionAt, long? Workflow, long? Marker, long? Parent, string? State, string? Command,
    DateTimeOffset? CreatedAt, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt);
