namespace Etalon.Operators.Tomography;

/// <summary>How the axis of rotation is found.</summary>
public enum CentreMethod
{
    /// <summary>All methods that the scan allows, and what they agree on.</summary>
    Consensus,

    /// <summary>What lies outside the double wedge of a sinogram's spectrum (Vo 2014); half a turn or more.</summary>
    Vo,

    /// <summary>Correlation of projections with the mirrored ones of half a turn later.</summary>
    Phase,

    /// <summary>Correlation of the two sides of a whole turn, wherever the axis is.</summary>
    Overlap,

    /// <summary>Negativity and entropy of small slices that are made with many centres.</summary>
    Metrics,
}
