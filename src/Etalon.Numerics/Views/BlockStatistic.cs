namespace Etalon.Numerics;

/// <summary>What one number stands for a block of samples.</summary>
public enum BlockStatistic
{
    /// <summary>The mean of the known samples.</summary>
    Mean,

    /// <summary>The smallest known sample.</summary>
    Min,

    /// <summary>The largest known sample.</summary>
    Max,
}
