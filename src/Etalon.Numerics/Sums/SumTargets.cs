namespace Etalon.Numerics;

/// <summary>Where <see cref="BlockSums{T}"/> adds to.</summary>
public readonly unsafe ref struct SumTargets
{
    /// <summary>Names the targets.</summary>
    public SumTargets(ExactSums sums, ExactSums? squares, long* counts)
    {
        Sums = sums;
        Squares = squares;
        Counts = counts;
    }

    /// <summary>Sums of samples.</summary>
    public ExactSums Sums { get; }

    /// <summary>Sums of squares, if wanted.</summary>
    public ExactSums? Squares { get; }

    /// <summary>Samples that were not missing; room for as many as there are sums.</summary>
    public long* Counts { get; }
}
