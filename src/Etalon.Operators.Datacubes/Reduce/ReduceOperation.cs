namespace Etalon.Operators.Datacubes;

/// <summary>What <c>reduce</c> makes of the samples of its axes; missing ones are left out.</summary>
public enum ReduceOperation
{
    /// <summary>The largest.</summary>
    Max,

    /// <summary>The smallest.</summary>
    Min,

    /// <summary>The sum.</summary>
    Sum,

    /// <summary>The arithmetic mean.</summary>
    Mean,

    /// <summary>The standard deviation.</summary>
    Std,

    /// <summary>The variance.</summary>
    Var,

    /// <summary>How many are not missing.</summary>
    Count,

    /// <summary>Where the largest lies.</summary>
    Argmax,

    /// <summary>Where the smallest lies.</summary>
    Argmin,

    /// <summary>The value in the middle.</summary>
    Median,

    /// <summary>The value below which a fraction lies.</summary>
    Quantile,
}
