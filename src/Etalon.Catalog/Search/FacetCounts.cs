namespace Etalon.Catalog;

/// <summary>Counts over what a search finds.</summary>
/// <param name="Total">How many datasets the search finds.</param>
/// <param name="Exact">Whether the numbers were counted; otherwise they are estimated from a fair sample of <paramref name="Looked"/> datasets.</param>
/// <param name="Looked">How many datasets were looked at.</param>
/// <param name="Facets">For each facet asked for, its most frequent values.</param>
public sealed record FacetCounts(long Total, bool Exact, long Looked, IReadOnlyList<IReadOnlyList<FacetValue>> Facets);
