namespace Etalon.Operators.Tomography;

/// <summary>How stripes are told from the sample.</summary>
public enum StripeMethod
{
    /// <summary>Dead, then large, then sort.</summary>
    All,

    /// <summary>Every column's sorted samples are smoothed across columns.</summary>
    Sort,

    /// <summary>Columns are scaled to their neighbours; those far off are replaced.</summary>
    Large,

    /// <summary>Columns that fluctuate or do not respond are interpolated.</summary>
    Dead,
}
