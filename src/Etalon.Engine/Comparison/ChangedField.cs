namespace Etalon.Engine;

/// <summary>What is not the same in two steps.</summary>
/// <param name="Field"><c>operator</c>, <c>version</c>, <c>assembly</c>, <c>parameters.window</c>, <c>inputs.cube</c>, …</param>
/// <param name="First">The value in the first run, as JSON; null where it has none.</param>
/// <param name="Second">The value in the second run, as JSON; null where it has none.</param>
public sealed record ChangedField(string Field, string? First, string? Second);
