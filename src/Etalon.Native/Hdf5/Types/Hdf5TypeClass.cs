namespace Etalon.Native;

/// <summary>The families of HDF5 types, with the library's numbers.</summary>
public enum Hdf5TypeClass
{
    /// <summary>Integers.</summary>
    Integer = 0,

    /// <summary>Binary floating point.</summary>
    Float = 1,

    /// <summary>Times of old files.</summary>
    Time = 2,

    /// <summary>Text.</summary>
    Text = 3,

    /// <summary>Bit fields.</summary>
    Bitfield = 4,

    /// <summary>Bytes without meaning.</summary>
    Opaque = 5,

    /// <summary>Records.</summary>
    Compound = 6,

    /// <summary>References to objects or regions.</summary>
    Reference = 7,

    /// <summary>Named integers.</summary>
    Enumeration = 8,

    /// <summary>Sequences of any length.</summary>
    VariableLength = 9,

    /// <summary>Arrays of fixed shape.</summary>
    Array = 10,
}
