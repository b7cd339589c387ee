namespace Etalon.Cubes;

/// <summary>One group of time samples.</summary>
/// <param name="Label">For people: <c>2003-05</c>, <c>2004-DJF</c>, <c>2000s</c>, and <c>05</c>, <c>DJF</c>, <c>02-29</c>, <c>13h</c> for climatologies.</param>
/// <param name="Start">
/// The lower bound in the axis's unit. For a climatology that of its earliest occurrence, as CF's climatology bounds want it.
/// </param>
/// <param name="End">The upper bound, not included. For a climatology that of its latest occurrence.</param>
/// <param name="Mid">The group's coordinate: the middle of the period; for a climatology the middle of its earliest occurrence.</param>
/// <param name="Samples">How many samples are in it; at least 1.</param>
public sealed record CalendarGroup(string Label, double Start, double End, double Mid, long Samples);
