namespace Etalon.Operators.Tomography;

/// <summary>What a stripe does to its column.</summary>
public enum StripeKind
{
    /// <summary>Adds where the cube is called attenuation, multiplies otherwise.</summary>
    Auto,

    /// <summary>Multiplies: transmission.</summary>
    Factor,

    /// <summary>Adds: the logarithm of transmission.</summary>
    Offset,
}
