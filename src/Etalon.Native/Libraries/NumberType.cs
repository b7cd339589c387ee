namespace Etalon.Native;

/// <summary>How numbers lie in memory, for every library here. The first eleven stand in the order of the sample types.</summary>
public enum NumberType
{
    /// <summary>8 bits, signed.</summary>
    Int8,

    /// <summary>8 bits, unsigned.</summary>
    UInt8,

    /// <summary>16 bits, signed.</summary>
    Int16,

    /// <summary>16 bits, unsigned.</summary>
    UInt16,

    /// <summary>32 bits, signed.</summary>
    Int32,

    /// <summary>32 bits, unsigned.</summary>
    UInt32,

    /// <summary>64 bits, signed.</summary>
    Int64,

    /// <summary>64 bits, unsigned.</summary>
    UInt64,

    /// <summary>IEEE 754 single precision.</summary>
    Float32,

    /// <summary>IEEE 754 double precision.</summary>
    Float64,

    /// <summary>Two <see cref="Float32"/>: real, imaginary.</summary>
    Complex64,

    /// <summary>Two <see cref="Float64"/>: real, imaginary.</summary>
    Complex128,
}
