using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Etalon.Numerics;

/// <summary>e^x in eight lanes: the bits of a lane depend on its own number alone, on any processor.</summary>
/// <remarks>
/// x = k ln 2 + r with |r| at most ln 2 / 2, e^r by its Taylor series to r^13, whose rest is below 2^-57. Within 1 ulp. Products and
/// sums are fused where written so and nowhere else.
/// </remarks>
public static class VectorExp
{
    /// <summary>log2 e.</summary>
    private const double PerLn2 = 1.4426950408889634;

    /// <summary>ln 2 to 42 bits, so that its products with exponents are exact, and the rest.</summary>
    private const double Ln2High = 0.6931471805598903;
    private const double Ln2Low = 5.497923018708371e-14;

    /// <summary>Added and taken away it rounds to a whole number, which then stands in the lowest bits.</summary>
    private const double Rounder = 6755399441055744;

    /// <summary>Beyond these e^x is 0 or infinite whatever x is; so is 2^k in two factors.</summary>
    private const double Lowest = -746;
    private const double Highest = 710;

    /// <summary>e^x; NaN for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Of(Vector512<double> x) => Of(x, Vector512<double>.Zero);

    /// <summary>e^(x + rest) for a rest that is small beside x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> Of(Vector512<double> x, Vector512<double> rest)
    {
        var isNumber = Vector512.Equals(x, x);
        var inside = Vector512.ConditionalSelect(Vector512.GreaterThan(x, Vector512.Create(Lowest)), x, Vector512.Create(Lowest));
        inside = Vector512.ConditionalSelect(Vector512.LessThan(inside, Vector512.Create(Highest)), inside, Vector512.Create(Highest));
        var shifted = Vector512.FusedMultiplyAdd(inside, Vector512.Create(PerLn2), Vector512.Create(Rounder));
        var k = shifted - Vector512.Create(Rounder);
        var r = Vector512.FusedMultiplyAdd(k, Vector512.Create(-Ln2High), inside);
        r = Vector512.FusedMultiplyAdd(k, Vector512.Create(-Ln2Low), r) + rest;

        var sum = Vector512.Create(1.0 / 6227020800);
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1.0 / 479001600));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1.0 / 39916800));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1.0 / 3628800));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1.0 / 362880));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1.0 / 40320));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1.0 / 5040));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1.0 / 720));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1.0 / 120));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1.0 / 24));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1.0 / 6));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(0.5));
        var power = Vector512.FusedMultiplyAdd(sum, r * r, r) + Vector512<double>.One;

        // 2^k as two factors: the first product is exact, the second rounds once where the result is subnormal or infinite.
        var whole = shifted.AsInt64() - Vector512.Create(Rounder).AsInt64();
        var half = Vector512.ShiftRightArithmetic(whole, 1);
        var result = power * PowerOfTwo(half) * PowerOfTwo(whole - half);
        return Vector512.ConditionalSelect(isNumber, result, x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> PowerOfTwo(Vector512<long> exponent) =>
        Vector512.ShiftLeft(exponent + Vector512.Create(1023L), 52).AsDouble();
}
