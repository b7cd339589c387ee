namespace Etalon.Catalog;

/// <summary>Where a dataset is in its life.</summary>
public enum DatasetState
{
    /// <summary>Being written; nobody sees it.</summary>
    Staged,

    /// <summary>Complete and immutable.</summary>
    Published,

    /// <summary>Its record remains; its files go.</summary>
    Deleted,
}
