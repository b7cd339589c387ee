namespace Etalon.Catalog;

/// <summary>A value with the number of datasets that have it.</summary>
/// <param name="Value">The value as text.</param>
/// <param name="Count">How many; an estimate if the counts are not exact.</param>
public sealed record FacetValue(string Value, long Count);
