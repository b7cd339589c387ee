using System.Text.Json;

namespace Etalon.Catalog;

/// <summary>A run with its full record.</summary>
/// <param name="Run">The line a list shows.</param>
/// <param name="Spec">The whole request.</param>
/// <param name="CacheKey">The key of the result cache, if any.</param>
/// <param name="CacheDocument">What the key was computed from.</param>
/// <param name="Statistics">Bytes, times, memory, as the worker wrote them.</param>
/// <param name="Journal">Where its journal is.</param>
/// <param name="Log">Where its log is.</param>
/// <param name="Attempts">How often a worker took it.</param>
/// <param name="Inputs">What it reads.</param>
/// <param name="Outputs">What it made.</param>
public sealed record RunDetail(
    RunSummary Run,
    JsonElement Spec,
    string? CacheKey,
    JsonElement? CacheDocument,
    JsonElement? Statistics,
    string Journal,
    string Log,
    int Attempts,
    IReadOnlyList<RunPort> Inputs,
    IReadOnlyList<RunPort> Outputs);
