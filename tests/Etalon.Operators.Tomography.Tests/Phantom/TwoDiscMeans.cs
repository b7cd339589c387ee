namespace Etalon.Operators.Tomography.Tests;

/// <summary>Means over the parts of the two discs in a slice, away from edges.</summary>
/// <param name="Ring">The large disc without the small one; truth <see cref="TwoDiscs.RingPerCentimetre"/>.</param>
/// <param name="Core">The small disc; truth <see cref="TwoDiscs.CorePerCentimetre"/>.</param>
/// <param name="Outside">Around the large disc, within the circle that all projections see; truth 0.</param>
internal sealed record TwoDiscMeans(RegionMean Ring, RegionMean Core, RegionMean Outside);
