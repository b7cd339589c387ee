namespace Etalon.Catalog;

/// <summary>A finished run whose result can be used again.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Outputs">What it made.</param>
public sealed record CachedRun(Guid RunId, IReadOnlyList<RunPort> Outputs);
