using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Etalon.Numerics;

/// <summary>ln x in eight lanes: the bits of a lane depend on its own number alone, on any processor.</summary>
/// <remarks>
/// x = 2^k m with m from 0.707 to 1.414, ln m = 2 artanh s with s = (m - 1) / (m + 1), by its series to s^23, whose rest is below 2^-60.
/// Within 1 ulp. Products and sums are fused where written so and nowhere else.
/// </remarks>
public static class VectorLog
{
    /// <summary>ln 2 to 42 bits, so that its products with exponents are exact, and the rest.</summary>
    private const double Ln2High = 0.6931471805598903;
    private const double Ln2Low = 5.497923018708371e-14;

    /// <summary>1/3 is this and <see cref="ThirdLow"/>.</summary>
    private const double Third = 1.0 / 3;
    private const double ThirdLow = 1.850371707708594e-17;

    private const double SmallestNormal = 2.2250738585072014e-308;
    private const double TwoTo54 = 18014398509481984;
    private const long MantissaMask = (1L << 52) - 1;

    /// <summary>The upper bits of the root of one half: mantissas from here on count as below 1.</summary>
    private const long RootHalfBits = 0x3FE6_A09E_667F_3BCD;

    /// <summary>ln x; NaN for NaN and negative numbers, minus infinity for 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Of(Vector512<double> x)
    {
        var (k, m) = Split(x);
        var f = m - Vector512<double>.One;
        var s = f / (m + Vector512<double>.One);
        var square = s * s;

        // ln m = 2s + 2s(s^2/3 + ...) = f - s (f - 2(s^2/3 + ...)), where f is exact.
        var series = Vector512.FusedMultiplyAdd(Series(square), square, Vector512.Create(Third)) * square;
        var less = s * (f - (series + series));
        var sum = Vector512.FusedMultiplyAdd(
            k, Vector512.Create(Ln2High), f - Vector512.FusedMultiplyAdd(k, Vector512.Create(-Ln2Low), less));
        return Special(x, sum);
    }

    /// <summary>ln x of positive finite numbers with about 66 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (Vector512<double> High, Vector512<double> Low) Precisely(Vector512<double> x)
    {
        var (k, m) = Split(x);
        var f = m - Vector512<double>.One;
        var below = m + Vector512<double>.One;
        var belowLow = m - (below - Vector512<double>.One);
        var s = f / below;
        var rest = Vector512.FusedMultiplyAdd(-s, below, f);
        var sLow = Vector512.FusedMultiplyAdd(-s, belowLow, rest) / below;
        var square = s * s;
        var squareLow = Vector512.FusedMultiplyAdd(s, s, -square) + ((s + s) * sLow);

        // (s^2/3 in two parts) + s^4/5 + ..., then times 2s in two parts.
        var third = square * Vector512.Create(Third);
        var thirdLow = Vector512.FusedMultiplyAdd(square, Vector512.Create(Third), -third)
            + Vector512.FusedMultiplyAdd(square, Vector512.Create(ThirdLow), squareLow * Vector512.Create(Third));
        var (bracket, bracketLow) = QuickTwoSum(third, Vector512.FusedMultiplyAdd(Series(square) * square, square, thirdLow));
        var twice = s + s;
        var cube = twice * bracket;
        var cubeLow = Vector512.FusedMultiplyAdd(twice, bracket, -cube)
            + Vector512.FusedMultiplyAdd(twice, bracketLow, (sLow + sLow) * bracket);
        var (high, low) = QuickTwoSum(twice, cube);
        low += cubeLow + (sLow + sLow);

        // k ln 2 is exact in its upper part and, unless k is 0, larger than ln m.
        var (sum, sumLow) = QuickTwoSum(k * Vector512.Create(Ln2High), high);
        sumLow += Vector512.FusedMultiplyAdd(k, Vector512.Create(Ln2Low), low);
        var isOrdered = ~Vector512.Equals(k, Vector512<double>.Zero);
        return QuickTwoSum(
            Vector512.ConditionalSelect(isOrdered, sum, high), Vector512.ConditionalSelect(isOrdered, sumLow, low));
    }

    /// <summary>1/5 + s^2/7 + ... + s^18/23 for s^2 up to 0.0295.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Series(Vector512<double> square)
    {
        var sum = Vector512.Create(1.0 / 23);
        sum = Vector512.FusedMultiplyAdd(sum, square, Vector512.Create(1.0 / 21));
        sum = Vector512.FusedMultiplyAdd(sum, square, Vector512.Create(1.0 / 19));
        sum = Vector512.FusedMultiplyAdd(sum, square, Vector512.Create(1.0 / 17));
        sum = Vector512.FusedMultiplyAdd(sum, square, Vector512.Create(1.0 / 15));
        sum = Vector512.FusedMultiplyAdd(sum, square, Vector512.Create(1.0 / 13));
        sum = Vector512.FusedMultiplyAdd(sum, square, Vector512.Create(1.0 / 11));
        sum = Vector512.FusedMultiplyAdd(sum, square, Vector512.Create(1.0 / 9));
        sum = Vector512.FusedMultiplyAdd(sum, square, Vector512.Create(1.0 / 7));
        return Vector512.FusedMultiplyAdd(sum, square, Vector512.Create(1.0 / 5));
    }

    /// <summary>x = 2^k m; subnormal numbers are enlarged first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<double> K, Vector512<double> M) Split(Vector512<double> x)
    {
        var isSmall = Vector512.LessThan(x, Vector512.Create(SmallestNormal));
        var bits = Vector512.ConditionalSelect(isSmall, x * Vector512.Create(TwoTo54), x).AsInt64();
        var offset = bits - Vector512.Create(RootHalfBits);
        var k = Vector512.ConvertToDouble(Vector512.ShiftRightArithmetic(offset, 52));
        var m = ((offset & Vector512.Create(MantissaMask)) + Vector512.Create(RootHalfBits)).AsDouble();
        return (k - (isSmall & Vector512.Create(54.0)), m);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<double> Sum, Vector512<double> Left) QuickTwoSum(Vector512<double> large, Vector512<double> small)
    {
        var sum = large + small;
        return (sum, small - (sum - large));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Special(Vector512<double> x, Vector512<double> logarithm)
    {
        var isOrdinary = Vector512.GreaterThan(x, Vector512<double>.Zero) & Vector512.LessThan(x, Vector512.Create(double.PositiveInfinity));
        var isZero = Vector512.Equals(x, Vector512<double>.Zero);
        var other = Vector512.ConditionalSelect(
            Vector512.Equals(x, Vector512.Create(double.PositiveInfinity)), x, Vector512.Create(double.NaN));
        other = Vector512.ConditionalSelect(isZero, Vector512.Create(double.NegativeInfinity), other);
        return Vector512.ConditionalSelect(isOrdinary, logarithm, other);
    }
}
