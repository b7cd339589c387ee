using System.Runtime.Intrinsics;

namespace Etalon.Operators.Tomography;

/// <summary>What every kernel that bins holds.</summary>
internal static class DownsampleKernel
{
    /// <summary>Which lanes are the first of pairs; the upper half does not matter.</summary>
    public static readonly Vector512<long> Evens = Vector512.Create(0L, 2, 4, 6, 0, 0, 0, 0);

    /// <summary>Which lanes are the second of pairs.</summary>
    public static readonly Vector512<long> Odds = Vector512.Create(1L, 3, 5, 7, 0, 0, 0, 0);

    /// <summary>Bytes for rows of so many input samples: sums and counts, with room for a whole register.</summary>
    public static long Bytes(long width) => 2 * (width + CountLanes.Count) * sizeof(double);
}
