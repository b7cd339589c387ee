using System.Text.Json.Nodes;

namespace Etalon.Server;

/// <summary>An output that both runs kept.</summary>
/// <param name="Output">Its name.</param>
/// <param name="First">The cube of the first run; null where only the second kept it.</param>
/// <param name="Second">The cube of the second run; null where only the first kept it.</param>
/// <param name="Verdict"><c>identical</c>, <c>within tolerance</c>, <c>explained</c> or <c>unexplained</c>.</param>
/// <param name="Why">The verdict for people.</param>
/// <param name="Difference">
/// What was found sample by sample: how many were compared and differ, the largest difference with its place, the root of the mean
/// square; null where nothing had to be compared.
/// </param>
/// <param name="Statistics">Minimum, maximum, mean and deviation of both; null where nothing had to be compared.</param>
public sealed record ComparedOutput(
    string Output, CubePlace? First, CubePlace? Second, string Verdict, string Why, JsonObject? Difference, IReadOnlyList<JsonObject>? Statistics);
