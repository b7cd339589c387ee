namespace Etalon.Catalog;

/// <summary>A dataset whose files are to be deleted.</summary>
/// <param name="Id">The dataset.</param>
/// <param name="Location">Where its files are.</param>
/// <param name="External">Whether its files are not ours and must stay.</param>
/// <param name="State">Staged (nobody completes it any more) or deleted.</param>
public sealed record SweptDataset(Guid Id, string Location, bool External, DatasetState State);
