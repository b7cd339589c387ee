namespace Etalon.Operators.Datacubes;

/// <summary>The type of an array's elements inside an expression.</summary>
internal enum ElementType
{
    /// <summary>OPH_BYTE: signed, 8 bits.</summary>
    Byte,

    /// <summary>OPH_SHORT: 16 bits.</summary>
    Short,

    /// <summary>OPH_INT: 32 bits.</summary>
    Int,

    /// <summary>OPH_LONG: 64 bits.</summary>
    Long,

    /// <summary>OPH_FLOAT.</summary>
    Float,

    /// <summary>OPH_DOUBLE.</summary>
    Double,

    /// <summary>Two doubles, real part first; for all complex types.</summary>
    Complex,

    /// <summary>Unsigned samples of a cube, before they become wider signed ones.</summary>
    UByte,

    /// <summary>As <see cref="UByte"/>, 16 bits.</summary>
    UShort,

    /// <summary>As <see cref="UByte"/>, 32 bits.</summary>
    UInt,

    /// <summary>Complex samples of a cube: two floats.</summary>
    SmallComplex,
}
