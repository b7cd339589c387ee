namespace Etalon.Operators.Tomography;

/// <summary>What is seen where the optics shows nothing.</summary>
public enum OutsideFrame
{
    /// <summary>The nearest sample of the frame's edge.</summary>
    Nearest,

    /// <summary>Nothing: the sample is missing.</summary>
    Missing,
}
