namespace Etalon.Server;

/// <summary>What is not the same in two runs.</summary>
/// <param name="Field"><c>version</c>, <c>parameters.window</c>, <c>inputs.cube</c>, …</param>
/// <param name="First">The value in the first run, as JSON; null where it has none.</param>
/// <param name="Second">The value in the second run, as JSON; null where it has none.</param>
public sealed record ComparedField(string Field, string? First, string? Second);
