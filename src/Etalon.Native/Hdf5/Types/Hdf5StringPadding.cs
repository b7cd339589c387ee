namespace Etalon.Native;

/// <summary>How text of fixed length ends.</summary>
public enum Hdf5StringPadding
{
    /// <summary>At the first zero.</summary>
    NullTerminated = 0,

    /// <summary>Filled up with zeros.</summary>
    NullPadded = 1,

    /// <summary>Filled up with spaces.</summary>
    SpacePadded = 2,
}
