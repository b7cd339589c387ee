namespace Etalon.Catalog;

/// <summary>What an event is about.</summary>
public enum CatalogEventKind
{
    /// <summary>A run changed its state, or its progress.</summary>
    Run,

    /// <summary>A dataset was published or deleted.</summary>
    Dataset,

    /// <summary>Events may have been missed: look again at what matters. Comes after a reconnection and every few seconds.</summary>
    Resync,
}
