namespace Etalon.Catalog;

/// <summary>Identifiers: version 7, so that their order is the order of creation.</summary>
public static class CatalogId
{
    /// <summary>A new identifier for this moment.</summary>
    public static Guid New(TimeProvider time) => Guid.CreateVersion7(time.GetUtcNow());

    /// <summary>A new identifier for a given moment.</summary>
    public static Guid At(DateTimeOffset time) => Guid.CreateVersion7(time);
}
