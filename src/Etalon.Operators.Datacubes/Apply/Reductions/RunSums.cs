using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Etalon.Numerics;

namespace Etalon.Operators.Datacubes;

/// <summary>Sums of runs of elements.</summary>
/// <remarks>
/// Rows are always whole, so a sum depends on nothing but its elements: it may be rounded on the way, in an order that is always the
/// same. float32 and integers are added as doubles, which leaves 1e-13 of the largest partial sum in the worst case; doubles are added with what
/// each addition leaves, which is as good as twice the digits.
/// </remarks>
internal static unsafe class RunSums<T>
    where T : unmanaged, INumber<T>
{
    private const int Lanes = 16;

    private static readonly bool IsFloat = typeof(T) == typeof(float) || typeof(T) == typeof(double);

    /// <summary>The sum of what is not missing, and how much there is.</summary>
    public static (DoubleDouble Sum, long Count) Of(T* run, int length, T? missing)
    {
        if (typeof(T) == typeof(float))
        {
            var sum = Floats((float*)run, length);
            return double.IsNaN(sum) ? Slowly(run, length, missing) : (new DoubleDouble(sum, 0), length);
        }

        if (typeof(T) == typeof(double))
        {
            var sum = Doubles((double*)run, length);
            return double.IsFinite(sum.High) ? (sum, length) : Slowly(run, length, missing);
        }

        return typeof(T) == typeof(long) ? Slowly(run, length, missing) : Integers(run, length, missing);
    }

    /// <summary>The sum of squares of what is left of the elements when a centre is taken away; missing ones are left out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Squares(T* run, int length, T? missing, double centre)
    {
        if (typeof(T) != typeof(float))
        {
            return Powers(run, length, missing, centre, 2, isAbsolute: false);
        }

        var middle = Vector512.Create(centre);
        var (low, high) = (Vector512<double>.Zero, Vector512<double>.Zero);
        var i = 0;
        for (; i + Lanes <= length; i += Lanes)
        {
            var (first, second) = Vector512.Widen(Vector512.Load((float*)run + i));
            first -= middle;
            second -= middle;
            low += first * first & Vector512.Equals(first, first);
            high += second * second & Vector512.Equals(second, second);
        }

        var total = SumOf(low + high);
        return i < length ? total + Powers(run + i, length - i, missing, centre, 2, isAbsolute: false) : total;
    }

    /// <summary>The sum of powers of what is left of the elements when a centre is taken away.</summary>
    public static double Powers(T* run, int length, T? missing, double centre, double order, bool isAbsolute)
    {
        var total = 0.0;
        var rest = 0.0;
        for (var i = 0; i < length; i++)
        {
            if (IsFloat ? T.IsNaN(run[i]) : run[i] == missing)
            {
                continue;
            }

            var left = double.CreateTruncating(run[i]) - centre;
            left = isAbsolute ? Math.Abs(left) : left;
            var sum = DoubleDouble.TwoSum(total, order == 2 ? left * left : Math.Pow(left, order));
            total = sum.High;
            rest += sum.Low;
        }

        return double.IsFinite(total) ? total + rest : total;
    }

    /// <summary>Sixteen at a time; the last sixteen overlap, and what was added already is left out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Floats(float* run, int length)
    {
        if (length < Lanes)
        {
            var few = 0.0;
            for (var i = 0; i < length; i++)
            {
                few += run[i];
            }

            return few;
        }

        var (a, b) = (Vector512<double>.Zero, Vector512<double>.Zero);
        var (c, d) = (a, b);
        var at = 0;
        for (; at + (2 * Lanes) <= length; at += 2 * Lanes)
        {
            var (first, second) = Vector512.Widen(Vector512.Load(run + at));
            var (third, fourth) = Vector512.Widen(Vector512.Load(run + at + Lanes));
            a += first;
            b += second;
            c += third;
            d += fourth;
        }

        if (at + Lanes <= length)
        {
            var (first, second) = Vector512.Widen(Vector512.Load(run + at));
            a += first;
            b += second;
            at += Lanes;
        }

        if (at < length)
        {
            var isNew = Vector512.GreaterThanOrEqual(Vector512<int>.Indices, Vector512.Create(Lanes - (length - at))).AsSingle();
            var (first, second) = Vector512.Widen(Vector512.Load(run + length - Lanes) & isNew);
            c += first;
            d += second;
        }

        return SumOf(a + b + (c + d));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static DoubleDouble Doubles(double* run, int length)
    {
        const int Eight = 8;
        var (sums, rests) = (Vector512<double>.Zero, Vector512<double>.Zero);
        var (sums2, rests2) = (sums, rests);
        var at = 0;
        for (; at + (2 * Eight) <= length; at += 2 * Eight)
        {
            (sums, var left) = TwoSum(sums, Vector512.Load(run + at));
            rests += left;
            (sums2, left) = TwoSum(sums2, Vector512.Load(run + at + Eight));
            rests2 += left;
        }

        var (total, rest) = (0.0, SumOf(rests + rests2));
        if (at > 0)
        {
            for (var lane = 0; lane < 2 * Eight; lane++)
            {
                var sum = DoubleDouble.TwoSum(total, lane < Eight ? sums[lane] : sums2[lane - Eight]);
                (total, rest) = (sum.High, rest + sum.Low);
            }
        }

        for (; at < length; at++)
        {
            var sum = DoubleDouble.TwoSum(total, run[at]);
            (total, rest) = (sum.High, rest + sum.Low);
        }

        return DoubleDouble.TwoSum(total, rest);
    }

    /// <summary>The sum of all lanes, halves upon halves, so that it is the same on every processor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double SumOf(Vector512<double> lanes)
    {
        var four = lanes.GetLower() + lanes.GetUpper();
        var two = four.GetLower() + four.GetUpper();
        return two[0] + two[1];
    }

    private static (Vector512<double> Sum, Vector512<double> Left) TwoSum(Vector512<double> a, Vector512<double> b)
    {
        var sum = a + b;
        var part = sum - a;
        return (sum, (a - (sum - part)) + (b - part));
    }

    private static (DoubleDouble Sum, long Count) Integers(T* run, int length, T? missing)
    {
        var (total, count) = (0L, (long)length);
        for (var i = 0; i < length; i++)
        {
            var isMissing = run[i] == missing;
            total += isMissing ? 0 : long.CreateTruncating(run[i]);
            count -= isMissing ? 1 : 0;
        }

        return (new DoubleDouble(total, 0), count);
    }

    private static (DoubleDouble Sum, long Count) Slowly(T* run, int length, T? missing)
    {
        var (total, rest, count, plain) = (0.0, 0.0, 0L, 0.0);
        for (var i = 0; i < length; i++)
        {
            if (IsFloat ? T.IsNaN(run[i]) : run[i] == missing)
            {
                continue;
            }

            // A long has more digits than a double: its halves are added one by one.
            var value = double.CreateTruncating(run[i]);
            var sum = DoubleDouble.TwoSum(total, value);
            rest += sum.Low + (IsFloat ? 0 : (double)((Int128)long.CreateTruncating(run[i]) - (Int128)value));
            total = sum.High;
            plain += value;
            count++;
        }

        return (double.IsFinite(plain) ? DoubleDouble.TwoSum(total, rest) : new DoubleDouble(plain, 0), count);
    }
}
