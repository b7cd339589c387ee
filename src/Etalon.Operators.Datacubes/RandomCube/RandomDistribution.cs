namespace Etalon.Operators.Datacubes;

/// <summary>How random samples are spread.</summary>
public enum RandomDistribution
{
    /// <summary>Equally likely from low up to, but not including, high.</summary>
    Uniform,

    /// <summary>The bell curve with a mean and a standard deviation.</summary>
    Normal,

    /// <summary>Equally likely whole numbers from low to high, both included.</summary>
    Integers,
}
