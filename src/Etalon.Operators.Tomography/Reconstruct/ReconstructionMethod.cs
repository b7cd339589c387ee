namespace Etalon.Operators.Tomography;

/// <summary>How slices are made from sinograms.</summary>
public enum ReconstructionMethod
{
    /// <summary>Filtered backprojection in Fourier space, by gridding: the fastest.</summary>
    Fourier,

    /// <summary>Filtered backprojection, sample by sample.</summary>
    Fbp,

    /// <summary>Simultaneous iterative reconstruction.</summary>
    Sirt,

    /// <summary>Conjugate gradients for least squares.</summary>
    Cgls,

    /// <summary>Maximum likelihood by expectation maximisation.</summary>
    Mlem,

    /// <summary>Least squares with total variation.</summary>
    Tv,
}
