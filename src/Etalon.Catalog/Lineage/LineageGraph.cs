namespace Etalon.Catalog;

/// <summary>Where a dataset comes from, or what became of it.</summary>
/// <param name="Datasets">The datasets, the asked one first.</param>
/// <param name="Runs">The runs between them.</param>
/// <param name="Links">Which dataset was at which port of which run.</param>
/// <param name="Truncated">Whether there is more than was asked for.</param>
public sealed record LineageGraph(
    IReadOnlyList<LineageDataset> Datasets, IReadOnlyList<LineageRun> Runs, IReadOnlyList<LineageLink> Links, bool Truncated);
