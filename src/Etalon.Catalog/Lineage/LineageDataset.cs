namespace Etalon.Catalog;

/// <summary>A dataset in a lineage. One that the viewer may not see is there without its name.</summary>
/// <param name="Id">The dataset.</param>
/// <param name="Name">Its name; empty if it may not be seen.</param>
/// <param name="State">Where it is in its life.</param>
/// <param name="Visible">Whether the viewer may see it.</param>
public sealed record LineageDataset(Guid Id, string Name, DatasetState State, bool Visible);
