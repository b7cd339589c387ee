namespace Etalon.Cubes;

/// <summary>The type of one sample.</summary>
public enum SampleType
{
    /// <summary>8-bit signed integer.</summary>
    Int8,

    /// <summary>8-bit unsigned integer.</summary>
    UInt8,

    /// <summary>16-bit signed integer.</summary>
    Int16,

    /// <summary>16-bit unsigned integer, the usual detector type.</summary>
    UInt16,

    /// <summary>32-bit signed integer.</summary>
    Int32,

    /// <summary>32-bit unsigned integer.</summary>
    UInt32,

    /// <summary>64-bit signed integer.</summary>
    Int64,

    /// <summary>64-bit unsigned integer.</summary>
    UInt64,

    /// <summary>IEEE 754 binary32; NaN is missing.</summary>
    Float32,

    /// <summary>IEEE 754 binary64; NaN is missing.</summary>
    Float64,

    /// <summary>Two binary32 numbers, real part first.</summary>
    Complex64,

    /// <summary>IEEE 754 binary16, to keep and not to compute with; NaN is missing.</summary>
    Float16,
}
