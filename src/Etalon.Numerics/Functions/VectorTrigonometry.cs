using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Etalon.Numerics;

/// <summary>Sine and cosine in eight lanes: the bits of a lane depend on its own number alone.</summary>
/// <remarks>
/// Up to 10^6: x = k pi/2 + r, with pi/2 to 159 bits and r in two parts, then Taylor series whose rests are below 2^-58. Within 1 ulp,
/// the same bits on any processor. Larger and infinite angles go to the C library, lane by lane.
/// </remarks>
public static unsafe class VectorTrigonometry
{
    /// <summary>Up to here k has so few bits that its product with the first part of pi/2 leaves an exact difference.</summary>
    private const double Largest = 1e6;

    private const double PerHalfPi = 0.6366197723675814;
    private const double HalfPi = 1.5707963267948966;
    private const double HalfPiSecond = 6.123233995736766e-17;
    private const double HalfPiThird = -1.4973849048591698e-33;
    private const double Rounder = 6755399441055744;

    /// <summary>sin x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Sin(Vector512<double> x)
    {
        // Zero keeps its sign.
        var result = Vector512.ConditionalSelect(Vector512.Equals(x, Vector512<double>.Zero), x, Turned(x, 0));
        return IsOrdinary(x) ? result : OneByOne(x, result, &Math.Sin);
    }

    /// <summary>cos x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Cos(Vector512<double> x)
    {
        var result = Turned(x, 1);
        return IsOrdinary(x) ? result : OneByOne(x, result, &Math.Cos);
    }

    /// <summary>Missing angles are no trouble: they stay missing.</summary>
    private static bool IsOrdinary(Vector512<double> x) => !Vector512.GreaterThanAny(Vector512.Abs(x), Vector512.Create(Largest));

    /// <summary>The sine of x plus some quarter turns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Turned(Vector512<double> x, long quarters)
    {
        var shifted = Vector512.FusedMultiplyAdd(x, Vector512.Create(PerHalfPi), Vector512.Create(Rounder));
        var k = shifted - Vector512.Create(Rounder);
        var quarter = shifted.AsInt64() + Vector512.Create(quarters);
        var (r, low) = Reduced(x, k);
        var square = r * r;
        var half = square * Vector512.Create(0.5);
        var isOdd = ~Vector512.Equals(quarter & Vector512<long>.One, Vector512<long>.Zero);
        var value = Vector512.ConditionalSelect(isOdd.AsDouble(), Cosine(r, low, square, half), Sine(r, low, square, half));
        var sign = Vector512.ShiftLeft(quarter & Vector512.Create(2L), 62);
        return (value.AsInt64() ^ sign).AsDouble();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<double> High, Vector512<double> Low) Reduced(Vector512<double> x, Vector512<double> k)
    {
        var first = Vector512.FusedMultiplyAdd(k, Vector512.Create(-HalfPi), x);
        var part = k * Vector512.Create(HalfPiSecond);
        var partLow = Vector512.FusedMultiplyAdd(k, Vector512.Create(HalfPiSecond), -part);
        var r = first - part;
        var taken = r - first;
        var low = (first - (r - taken)) - (part + taken);
        low -= partLow + (k * Vector512.Create(HalfPiThird));
        return (r, low);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Sine(Vector512<double> r, Vector512<double> low, Vector512<double> square, Vector512<double> half)
    {
        var sum = Vector512.Create(1.0 / 355687428096000);
        sum = Vector512.FusedMultiplyAdd(sum, square, Vector512.Create(-1.0 / 1307674368000));
        sum = Vector512.FusedMultiplyAdd(sum, square, Vector512.Create(1.0 / 6227020800));
        sum = Vector512.FusedMultiplyAdd(sum, square, Vector512.Create(-1.0 / 39916800));
        sum = Vector512.FusedMultiplyAdd(sum, square, Vector512.Create(1.0 / 362880));
        sum = Vector512.FusedMultiplyAdd(sum, square, Vector512.Create(-1.0 / 5040));
        sum = Vector512.FusedMultiplyAdd(sum, square, Vector512.Create(1.0 / 120));
        sum = Vector512.FusedMultiplyAdd(sum, square, Vector512.Create(-1.0 / 6));
        return r + Vector512.FusedMultiplyAdd(r * square, sum, low * (Vector512<double>.One - half));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Cosine(Vector512<double> r, Vector512<double> low, Vector512<double> square, Vector512<double> half)
    {
        var sum = Vector512.Create(1.0 / 20922789888000);
        sum = Vector512.FusedMultiplyAdd(sum, square, Vector512.Create(-1.0 / 87178291200));
        sum = Vector512.FusedMultiplyAdd(sum, square, Vector512.Create(1.0 / 479001600));
        sum = Vector512.FusedMultiplyAdd(sum, square, Vector512.Create(-1.0 / 3628800));
        sum = Vector512.FusedMultiplyAdd(sum, square, Vector512.Create(1.0 / 40320));
        sum = Vector512.FusedMultiplyAdd(sum, square, Vector512.Create(-1.0 / 720));
        sum = Vector512.FusedMultiplyAdd(sum, square, Vector512.Create(1.0 / 24));
        var most = Vector512<double>.One - half;
        var rounded = (Vector512<double>.One - most) - half;
        return most + (rounded + Vector512.FusedMultiplyAdd(square * square, sum, -(r * low)));
    }

    private static Vector512<double> OneByOne(Vector512<double> x, Vector512<double> result, delegate*<double, double> function)
    {
        for (var lane = 0; lane < Vector512<double>.Count; lane++)
        {
            if (Math.Abs(x[lane]) > Largest)
            {
                result = result.WithElement(lane, function(x[lane]));
            }
        }

        return result;
    }
}
