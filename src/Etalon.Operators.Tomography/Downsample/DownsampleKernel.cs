namespace Etalon.Operators.Tomography;

/// <summary>What every kernel that bins holds.</summary>
internal static class DownsampleKernel
{
    /// <summary>Bytes for rows of so many input samples: sums and counts, with room for a whole register.</summary>
    public static long Bytes(long width) => 2 * (width + CountLanes.Count) * sizeof(double);
}
