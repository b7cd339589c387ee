namespace Etalon.Catalog;

/// <summary>What a deletion did.</summary>
/// <param name="Id">The dataset, whose record remains.</param>
/// <param name="Derived">Datasets that were made from it directly (at most 100); they stay, but cannot be repeated.</param>
public sealed record DeletedDataset(Guid Id, IReadOnlyList<Guid> Derived);
