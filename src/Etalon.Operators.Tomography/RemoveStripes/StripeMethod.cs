namespace Etalon.Operators.Tomography;

/// <summary>How stripes are told from the sample.</summary>
public enum StripeMethod
{
    /// <summary>Dead columns are interpolated; then goes what has sharp edges that no sample has.</summary>
    Sharp,

    /// <summary>Dead, then large, then sort.</summary>
    All,

    /// <summary>Every column's sorted samples are smoothed across columns.</summary>
    Sort,

    /// <summary>Columns are scaled to their neighbours; those far off are replaced.</summary>
    Large,

    /// <summary>Columns that fluctuate or do not respond are interpolated.</summary>
    Dead,

    /// <summary>Vertical details of wavelets are damped where they do not change with the angle.</summary>
    Wavelet,

    /// <summary>The smoothest offsets of columns that take the stripes out of the mean over all angles.</summary>
    Titarenko,
}
