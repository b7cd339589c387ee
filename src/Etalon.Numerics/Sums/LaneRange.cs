namespace Etalon.Numerics;

/// <summary>What is known of the samples of a block: all magnitudes are below 2^Top and multiples of 2^Unit.</summary>
internal readonly record struct LaneRange(int Top, int Unit)
{
    /// <summary>Nothing is worth slicing beyond these; such blocks are added one by one.</summary>
    public bool IsOrdinary => Top <= 480 && Unit >= -530;

    /// <summary>The range of exact squares.</summary>
    public LaneRange Squared => new(2 * Top, 2 * Unit);

    /// <summary>
    /// Whether sums of at most 2^<paramref name="bits"/> such numbers, cut into <paramref name="slices"/> slices for numbers below
    /// 2^<paramref name="top"/>, are exact.
    /// </summary>
    /// <remarks>
    /// Slice 1 takes multiples of 2^k1 with k1 = top + bits - 53, so its sum stays below 2^(top + bits) = 2^53 units: exact. What
    /// is left is at most 2^(k1 - 1), so slice 2 has k2 = k1 - 1 + bits - 53, and so on. The last slice takes all that is left,
    /// multiples of 2^Unit: exact if its own k is at most Unit. Summed up: Unit >= top + slices * (bits - 54) + 1.
    /// </remarks>
    public bool Fits(int slices, int bits, int top) => Top <= top && Unit >= top + (slices * (bits - 54)) + 1;

    /// <summary>The constant whose addition and subtraction rounds to multiples of slice <paramref name="slice"/>'s unit.</summary>
    public static double Magic(int top, int bits, int slice)
    {
        var unit = top + bits - 53 + (slice * (bits - 54));
        return Math.ScaleB(1.5, 52 + Math.Max(unit, -1074));
    }
}
