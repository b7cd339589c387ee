namespace Etalon.Operators.Datacubes;

/// <summary>What <c>resample</c> makes of the samples of a group; missing ones are left out.</summary>
public enum ResampleOperation
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

    /// <summary>The value in the middle.</summary>
    Median,
}
