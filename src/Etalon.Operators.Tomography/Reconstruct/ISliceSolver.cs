namespace Etalon.Operators.Tomography;

/// <summary>Makes slices from sinograms; one instance serves one thread.</summary>
internal interface ISliceSolver : IDisposable
{
    /// <summary>
    /// How many slices it takes at a time. Slices are grouped by their number in the volume, so that a slice's bits do not depend on
    /// how the volume was cut; the last group may be smaller.
    /// </summary>
    int Together { get; }

    /// <summary>Makes one group of slices.</summary>
    void Solve(ReadOnlySpan<SliceTask> slices, CancellationToken cancellation);
}
