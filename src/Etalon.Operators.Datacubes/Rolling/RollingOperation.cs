namespace Etalon.Operators.Datacubes;

/// <summary>What <c>rolling</c> makes of the samples in a window; missing ones are left out.</summary>
public enum RollingOperation
{
    /// <summary>The arithmetic mean.</summary>
    Mean,

    /// <summary>The sum.</summary>
    Sum,

    /// <summary>The largest.</summary>
    Max,

    /// <summary>The smallest.</summary>
    Min,

    /// <summary>The value in the middle.</summary>
    Median,

    /// <summary>The standard deviation.</summary>
    Std,
}
