namespace Etalon.Catalog;

/// <summary>One page of what was found, newest first.</summary>
/// <param name="Datasets">The datasets.</param>
/// <param name="Next">Where the next page begins; null if this was the last one.</param>
public sealed record DatasetPage(IReadOnlyList<DatasetSummary> Datasets, Guid? Next);
