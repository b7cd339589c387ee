namespace Etalon.Storage;

/// <summary>A column that points to encoded tiles.</summary>
/// <param name="Offset">First byte within a row.</param>
/// <param name="IsLong">Whether it points with 64 bits.</param>
/// <param name="ElementBytes">Bytes of what it counts.</param>
internal readonly record struct TileColumn(long Offset, bool IsLong, int ElementBytes)
{
    /// <summary>Whether its tiles are packed by gzip, whatever the scheme of the others.</summary>
    public bool IsZipped { get; init; }

    /// <summary>Whether its tiles are not encoded.</summary>
    public bool IsPlain { get; init; }
}
