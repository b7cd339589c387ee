namespace Etalon.Operators.Datacubes;

/// <summary>What a fold makes of the samples of its axes; missing ones are left out.</summary>
public enum FoldOperation
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

    /// <summary>Where the largest lies: the lowest index among equals.</summary>
    Argmax,

    /// <summary>Where the smallest lies: the lowest index among equals.</summary>
    Argmin,
}
