namespace Etalon.Storage;

/// <summary>How an array holds text, if it does.</summary>
internal enum ZarrTextKind
{
    /// <summary>It holds numbers.</summary>
    None,

    /// <summary>Count, then length and UTF-8 of each (<c>vlen-utf8</c>).</summary>
    Variable,

    /// <summary>UTF-8 or ASCII of fixed length, zeros behind.</summary>
    FixedBytes,

    /// <summary>UTF-32 of fixed length, zeros behind.</summary>
    FixedPoints,
}
