namespace Etalon.Ophidia;

/// <summary>Places along a dimension, counted from 0; the last one is included.</summary>
/// <param name="First">The first place.</param>
/// <param name="Last">The last place that may belong to it.</param>
/// <param name="Step">From one place to the next.</param>
public readonly record struct IndexRange(long First, long Last, long Step)
{
    /// <summary>How many places.</summary>
    public long Count => ((Last - First) / Step) + 1;
}
