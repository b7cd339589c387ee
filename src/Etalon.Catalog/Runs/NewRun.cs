using System.Text.Json;

namespace Etalon.Catalog;

/// <summary>A run to be made.</summary>
/// <param name="Id">From <see cref="CatalogId"/>.</param>
/// <param name="Kind">Operator or workflow.</param>
/// <param name="Operator">The operator's name, or the workflow's.</param>
/// <param name="Version">Its version.</param>
/// <param name="Spec">The whole request, as it can be repeated.</param>
public sealed record NewRun(Guid Id, RunKind Kind, string Operator, string Version, JsonElement Spec)
{
    /// <summary>What the user calls it; may be empty.</summary>
    public string Name { get; init; } = "";

    /// <summary>The key of the result cache, or null if the result must not be used again.</summary>
    public string? CacheKey { get; init; }

    /// <summary>What the key was computed from, for <c>why</c>.</summary>
    public JsonElement? CacheDocument { get; init; }

    /// <summary>The datasets it reads. They cannot be deleted while it is queued or runs.</summary>
    public IReadOnlyList<RunPort> Inputs { get; init; } = [];

    /// <summary>Where its journal will be.</summary>
    public string Journal { get; init; } = "";

    /// <summary>Where its log will be.</summary>
    public string Log { get; init; } = "";
}
