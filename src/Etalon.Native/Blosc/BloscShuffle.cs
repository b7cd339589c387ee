namespace Etalon.Native;

/// <summary>What Blosc does before it compresses, with the library's numbers.</summary>
public enum BloscShuffle
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Bytes of equal weight together.</summary>
    Bytes = 1,

    /// <summary>Bits of equal weight together.</summary>
    Bits = 2,
}
