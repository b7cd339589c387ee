namespace Etalon.Catalog;

/// <summary>A session that somebody has entered, and the numbers of the request they make in it.</summary>
/// <param name="Row">The session.</param>
/// <param name="Role">What they may do in it: <c>read</c>, <c>write</c>, <c>execute</c>, <c>admin</c>, <c>owner</c>.</param>
/// <param name="Workflow">The request's number; 0 for a look.</param>
/// <param name="Marker">The number of the request's job; 0 for a look.</param>
public sealed record OphidiaEntry(OphidiaSessionRow Row, string Role, long Workflow, long Marker);
