using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>Whether sizes that a file states can be counted at all.</summary>
internal static class CubeSize
{
    // One bit is left for sums of sizes.
    private const double MaximumBytes = 4e18;

    /// <summary>Whether all samples have a number of bytes that fits 64 bits.</summary>
    public static bool IsCountable(ImmutableArray<long> shape, SampleType type) =>
        shape.All(length => length >= 0) && shape.Aggregate(8.0 * type.Bytes(), (product, length) => product * Math.Max(1, length)) <= MaximumBytes;
}
