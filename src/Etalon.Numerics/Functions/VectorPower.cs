using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Etalon.Numerics;

/// <summary>x^y in eight lanes: the bits of a lane depend on its own numbers alone.</summary>
/// <remarks>
/// e^(y ln x) with ln x and the product to some 65 bits; within 2 ulp, the same bits on any processor. Bases that are not positive and
/// finite and exponents that are huge or infinite go to the C library, lane by lane.
/// </remarks>
public static class VectorPower
{
    private const double LargestExponent = 1e9;

    /// <summary>x^y; NaN where either is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Of(Vector512<double> x, Vector512<double> y)
    {
        var (high, low) = VectorLog.Precisely(x);
        var product = y * high;
        var rest = Vector512.FusedMultiplyAdd(y, high, -product) + (y * low);

        // Where e^x leaves double anyway, the rest may be infinite or missing and says nothing.
        var isInside = Vector512.LessThan(Vector512.Abs(product), Vector512.Create(800.0));
        var result = VectorExp.Of(product, rest & isInside);
        var isMissing = ~(Vector512.Equals(x, x) & Vector512.Equals(y, y));
        result |= isMissing;
        var isOrdinary = Vector512.GreaterThan(x, Vector512<double>.Zero) & Vector512.LessThan(x, Vector512.Create(double.PositiveInfinity))
            & Vector512.LessThanOrEqual(Vector512.Abs(y), Vector512.Create(LargestExponent));
        isOrdinary |= isMissing;
        return Vector512.EqualsAll(isOrdinary.AsInt64(), Vector512<long>.AllBitsSet) ? result : OneByOne(x, y, result, isOrdinary);
    }

    private static Vector512<double> OneByOne(Vector512<double> x, Vector512<double> y, Vector512<double> result, Vector512<double> isOrdinary)
    {
        for (var lane = 0; lane < Vector512<double>.Count; lane++)
        {
            if (isOrdinary.AsInt64()[lane] == 0)
            {
                result = result.WithElement(lane, Math.Pow(x[lane], y[lane]));
            }
        }

        return result;
    }
}
