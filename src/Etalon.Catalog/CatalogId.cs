namespace Etalon.Catalog;

/// <summary>Identifiers: version 7, so that their order is the order of creation.</summary>
public static class CatalogId
{
    /// <summary>A new identifier for this moment.</summary>
    public static Guid New(TimeProvider time) => Guid.CreateVersion7(time.GetUtcNow());

    /// <summary>A new identifier for a given moment.</summary>
    public static Guid At(DateTimeOffset time) => Guid.CreateVersion7(time);

    /// <summary>The least identifier of a moment (to the millisecond): a bound for ranges of time.</summary>
    public static Guid FirstAt(DateTimeOffset time)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        var milliseconds = Math.Max(0, time.ToUnixTimeMilliseconds());
        for (var i = 5; i >= 0; i--)
        {
            bytes[i] = (byte)milliseconds;
            milliseconds >>= 8;
        }

        return new Guid(bytes, bigEndian: true);
    }
}
