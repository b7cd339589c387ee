using System.Text.Json;

namespace Etalon.Catalog;

/// <summary>A dataset with what is in it.</summary>
/// <param name="Dataset">The line a list shows.</param>
/// <param name="Metadata">The free metadata, as given.</param>
/// <param name="Cubes">Its cubes, in order.</param>
/// <param name="Quantities">The metadata's numbers in SI.</param>
/// <param name="FileCount">How many files it has; <see cref="ListFiles"/> shows them.</param>
/// <param name="PublishedAt">When it was published.</param>
/// <param name="DeletedAt">When it was deleted.</param>
/// <param name="Owner">The login name of whose it is.</param>
public sealed record DatasetDetail(
    DatasetSummary Dataset,
    JsonElement Metadata,
    IReadOnlyList<CatalogCube> Cubes,
    IReadOnlyList<IndexedQuantity> Quantities,
    long FileCount,
    DateTimeOffset? PublishedAt,
    DateTimeOffset? DeletedAt,
    string? Owner = null);
