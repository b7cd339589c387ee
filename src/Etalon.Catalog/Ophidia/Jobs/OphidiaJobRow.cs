namespace Etalon.Catalog;

/// <summary>A request that was made, or one of its tasks.</summary>
/// <param name="Workflow">The request's number in its session.</param>
/// <param name="Marker">Its own number.</param>
/// <param name="Parent">The number of the request it belongs to; null for a request.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Operator">The operator; empty for a request of several tasks.</param>
/// <param name="Command">What was typed.</param>
/// <param name="State"><c>OPH_STATUS_COMPLETED</c>, …</param>
/// <param name="CreatedAt">When it came.</param>
/// <param name="EndedAt">When it ended; null while it runs.</param>
/// <param name="Progress">How far it was when it ended, from 0 to 1.</param>
public sealed record OphidiaJobRow(
    long Workflow, long Marker, long? Parent, string Name, string Operator, string Command, string State, DateTimeOffset CreatedAt, DateTimeOffset? EndedAt,
    float Progress);
