namespace Etalon.Operators.Datacubes;

/// <summary>The arithmetic of a whole expression.</summary>
internal enum CalculateKind
{
    /// <summary>float32: float32, complex64 and 8- and 16-bit cubes only.</summary>
    Float32,

    /// <summary>float64: as soon as one cube is float64 or has integers of 32 or 64 bits.</summary>
    Float64,

    /// <summary>int64, every overflow refused: whole numbers only, and nothing that makes fractions.</summary>
    Whole,
}
