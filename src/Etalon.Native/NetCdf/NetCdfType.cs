namespace Etalon.Native;

/// <summary>The types of netCDF, with the library's numbers; user-defined types follow their class.</summary>
public enum NetCdfType
{
    /// <summary>8 bits, signed.</summary>
    Int8 = 1,

    /// <summary>One byte of text.</summary>
    Character = 2,

    /// <summary>16 bits, signed.</summary>
    Int16 = 3,

    /// <summary>32 bits, signed.</summary>
    Int32 = 4,

    /// <summary>Single precision.</summary>
    Float32 = 5,

    /// <summary>Double precision.</summary>
    Float64 = 6,

    /// <summary>8 bits, unsigned.</summary>
    UInt8 = 7,

    /// <summary>16 bits, unsigned.</summary>
    UInt16 = 8,

    /// <summary>32 bits, unsigned.</summary>
    UInt32 = 9,

    /// <summary>64 bits, signed.</summary>
    Int64 = 10,

    /// <summary>64 bits, unsigned.</summary>
    UInt64 = 11,

    /// <summary>Text of any length.</summary>
    Text = 12,

    /// <summary>Sequences of any length.</summary>
    VariableLength = 13,

    /// <summary>Bytes without meaning.</summary>
    Opaque = 14,

    /// <summary>Named integers.</summary>
    Enumeration = 15,

    /// <summary>Records.</summary>
    Compound = 16,
}
