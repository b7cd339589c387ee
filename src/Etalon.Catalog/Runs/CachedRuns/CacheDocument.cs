using System.Text.Json;

namespace Etalon.Catalog;

/// <summary>What an earlier run's cache key was computed from.</summary>
/// <param name="RunId">The run.</param>
/// <param name="CacheKey">Its key.</param>
/// <param name="Document">The document.</param>
/// <param name="State">Where the run is.</param>
public sealed record CacheDocument(Guid RunId, string? CacheKey, JsonElement Document, RunState State);
