namespace Etalon.Operators.Datacubes;

/// <summary>Which number of a sample is taken.</summary>
internal enum InputPart
{
    /// <summary>A real sample as it is.</summary>
    Whole,

    /// <summary>The real part of a complex sample.</summary>
    Real,

    /// <summary>The imaginary part of a complex sample.</summary>
    Imaginary,

    /// <summary>The absolute value of a complex sample.</summary>
    Magnitude,
}
