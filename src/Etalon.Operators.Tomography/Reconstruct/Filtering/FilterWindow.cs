namespace Etalon.Operators.Tomography;

/// <summary>What the ramp is multiplied with to hold noise down, from sharp to soft; x is the frequency over the cutoff, up to 1.</summary>
public enum FilterWindow
{
    /// <summary>Nothing: 1.</summary>
    None,

    /// <summary>sin(πx/2) / (πx/2).</summary>
    SheppLogan,

    /// <summary>cos(πx/2).</summary>
    Cosine,

    /// <summary>0.54 + 0.46 cos(πx).</summary>
    Hamming,

    /// <summary>0.5 + 0.5 cos(πx).</summary>
    Hann,

    /// <summary>1 - 6x²(1 - x) up to the half, then 2(1 - x)³.</summary>
    Parzen,

    /// <summary>1 / (1 + x^(2 order)), which does not end at the cutoff.</summary>
    Butterworth,
}
