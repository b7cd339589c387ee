namespace Etalon.Operators.Tomography;

/// <summary>How free propagation is described in the frequencies of a projection.</summary>
public enum PhaseModel
{
    /// <summary>Paganin's filter: the Laplacian of continuous space.</summary>
    Paganin,

    /// <summary>The generalised filter: the Laplacian of the pixel grid, which damps the finest details less.</summary>
    Generalised,
}
