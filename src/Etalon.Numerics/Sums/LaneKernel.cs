using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Etalon.Numerics;

/// <summary>
/// Adds up sixteen columns in plain double arithmetic that happens to be exact, and reports the range of the samples, from
/// which the caller learns whether it was.
/// </summary>
/// <remarks>
/// One pass: load, widen, remember the range, slice, add. Slicing by (v + M) - M rounds to a multiple of a power of two;
/// what is left is exact. See <see cref="LaneRange"/> for the bounds.
/// </remarks>
internal static unsafe class LaneKernel
{
    private const ulong MagnitudeBits = 0x7FFF_FFFF_FFFF_FFFF;

    /// <summary>Runs the task.</summary>
    /// <typeparam name="T">Sample type of at most 32 bits, or double.</typeparam>
    /// <typeparam name="TSums">Slices of the samples.</typeparam>
    /// <typeparam name="TSquares">Slices of the squares; low parts too if squares need more than 53 bits.</typeparam>
    /// <typeparam name="TMasked">One if samples may be missing.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<T, TSums, TSquares, TMasked>(ref LaneTask task)
        where T : unmanaged
        where TSums : struct, ISlices
        where TSquares : struct, ISlices
        where TMasked : struct, ISlices
    {
        var magics = new Magics(task.Top, task.Bits, task.Missing);
        Vector512<double> a1 = default, a2 = default, a3 = default, b1 = default, b2 = default, b3 = default;
        Vector512<double> p1 = default, p2 = default, p3 = default, q1 = default, q2 = default, q3 = default;
        Vector512<double> l1 = default, l2 = default, l3 = default, m1 = default, m2 = default, m3 = default;
        Vector512<long> missingLow = default, missingHigh = default;
        var largest = Vector512<ulong>.Zero;
        var smallest = Vector512<ulong>.AllBitsSet;
        var source = (T*)task.Source;
        for (var row = task.Rows; row > 0; row--)
        {
            var low = Widen(source);
            var high = Widen(source + 8);
            if (TMasked.Count != 0)
            {
                low = Present<T>(low, magics.Missing, ref missingLow, Vector512<double>.AllBitsSet);
                high = Present<T>(high, magics.Missing, ref missingHigh, Vector512<double>.AllBitsSet);
            }

            Measure<T>(low, high, ref largest, ref smallest);
            Slice<TSums>(low, high, magics, ref a1, ref a2, ref a3, ref b1, ref b2, ref b3);
            Square<T, TSquares>(low, magics, ref p1, ref p2, ref p3, ref l1, ref l2, ref l3);
            Square<T, TSquares>(high, magics, ref q1, ref q2, ref q3, ref m1, ref m2, ref m3);
            source += task.Stride;
        }

        if (task.Tail != null)
        {
            var low = Widen((T*)task.Tail);
            var high = Widen((T*)task.Tail + 8);
            if (TMasked.Count != 0)
            {
                low = Present<T>(low, magics.Missing, ref missingLow, task.TailLow);
                high = Present<T>(high, magics.Missing, ref missingHigh, task.TailHigh);
            }

            low &= task.TailLow;
            high &= task.TailHigh;
            Measure<T>(low, high, ref largest, ref smallest);
            Slice<TSums>(low, high, magics, ref a1, ref a2, ref a3, ref b1, ref b2, ref b3);
            Square<T, TSquares>(low, magics, ref p1, ref p2, ref p3, ref l1, ref l2, ref l3);
            Square<T, TSquares>(high, magics, ref q1, ref q2, ref q3, ref m1, ref m2, ref m3);
        }

        task.Largest = largest;
        task.Smallest = smallest;
        task.MissingLow = missingLow;
        task.MissingHigh = missingHigh;
        fixed (double* sums = task.Sums)
        {
            Store<TSums>(sums, a1, b1, a2, b2, a3, b3);
            Store<TSquares>(sums + 48, p1, q1, p2, q2, p3, q3);
            if (HasLowParts<T>())
            {
                Store<TSquares>(sums + 96, l1, m1, l2, m2, l3, m3);
            }
        }
    }

    /// <summary>Whether squares need more than the 53 bits of a double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool HasLowParts<T>()
        where T : unmanaged => typeof(T) == typeof(double) || typeof(T) == typeof(int) || typeof(T) == typeof(uint);

    /// <summary>Eight samples as doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Widen<T>(T* p)
        where T : unmanaged
    {
        if (typeof(T) == typeof(double))
        {
            return Vector512.Load((double*)p);
        }

        if (!Avx512F.IsSupported)
        {
            return Vector512.Create(Widen4(p), Widen4(p + 4));
        }

        if (typeof(T) == typeof(float))
        {
            return Avx512F.ConvertToVector512Double(Vector256.Load((float*)p));
        }

        if (typeof(T) == typeof(uint))
        {
            return Avx512F.ConvertToVector512Double(Vector256.Load((uint*)p));
        }

        return Avx512F.ConvertToVector512Double(WidenIntegers(p));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> WidenIntegers<T>(T* p)
        where T : unmanaged
    {
        if (typeof(T) == typeof(short))
        {
            return Avx2.ConvertToVector256Int32((short*)p);
        }

        if (typeof(T) == typeof(ushort))
        {
            return Avx2.ConvertToVector256Int32((ushort*)p);
        }

        if (typeof(T) == typeof(sbyte))
        {
            return Avx2.ConvertToVector256Int32((sbyte*)p);
        }

        return typeof(T) == typeof(byte) ? Avx2.ConvertToVector256Int32((byte*)p) : Vector256.Load((int*)p);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Widen4<T>(T* p)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            var four = Vector128.Load((float*)p);
            return Vector256.Create(Vector128.WidenLower(four), Vector128.WidenUpper(four));
        }

        return Vector256.Create(Scalar(p[0]), Scalar(p[1]), Scalar(p[2]), Scalar(p[3]));
    }

    /// <summary>One sample of at most 32 bits, or a double, as a double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Scalar<T>(T sample)
        where T : unmanaged =>
        sample switch
        {
            float number => number,
            double number => number,
            int number => number,
            uint number => number,
            short number => number,
            ushort number => number,
            sbyte number => number,
            byte number => number,
            _ => throw new NotSupportedException(typeof(T).Name),
        };

    /// <summary>Zero in place of what is missing, which is counted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Present<T>(
        Vector512<double> value, Vector512<double> missing, ref Vector512<long> count, Vector512<double> lanes)
        where T : unmanaged
    {
        var absent = typeof(T) == typeof(float) || typeof(T) == typeof(double)
            ? ~Vector512.Equals(value, value)
            : Vector512.Equals(value, missing);
        count += (absent & lanes).AsInt64();
        return Vector512.AndNot(value, absent);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Measure<T>(
        Vector512<double> low, Vector512<double> high, ref Vector512<ulong> largest, ref Vector512<ulong> smallest)
        where T : unmanaged
    {
        // Integers of up to 32 bits are below 2^32 and multiples of 1: nothing to measure.
        if (typeof(T) == typeof(float) || typeof(T) == typeof(double))
        {
            var mask = Vector512.Create(MagnitudeBits);
            var first = low.AsUInt64() & mask;
            var second = high.AsUInt64() & mask;
            largest = Vector512.Max(largest, Vector512.Max(first, second));
            smallest = Vector512.Min(smallest, Vector512.Min(first - Vector512<ulong>.One, second - Vector512<ulong>.One));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Slice<TCount>(
        Vector512<double> low, Vector512<double> high, in Magics magics,
        ref Vector512<double> a1, ref Vector512<double> a2, ref Vector512<double> a3,
        ref Vector512<double> b1, ref Vector512<double> b2, ref Vector512<double> b3)
        where TCount : struct, ISlices
    {
        Slice<TCount>(low, magics.Sum1, magics.Sum2, ref a1, ref a2, ref a3);
        Slice<TCount>(high, magics.Sum1, magics.Sum2, ref b1, ref b2, ref b3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Slice<TCount>(
        Vector512<double> value, Vector512<double> magic1, Vector512<double> magic2,
        ref Vector512<double> sum1, ref Vector512<double> sum2, ref Vector512<double> sum3)
        where TCount : struct, ISlices
    {
        if (TCount.Count == 1)
        {
            sum1 += value;
        }
        else if (TCount.Count == 2)
        {
            var part = (value + magic1) - magic1;
            sum1 += part;
            sum2 += value - part;
        }
        else if (TCount.Count == 3)
        {
            var part = (value + magic1) - magic1;
            sum1 += part;
            var rest = value - part;
            part = (rest + magic2) - magic2;
            sum2 += part;
            sum3 += rest - part;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Square<T, TCount>(
        Vector512<double> value, in Magics magics,
        ref Vector512<double> sum1, ref Vector512<double> sum2, ref Vector512<double> sum3,
        ref Vector512<double> low1, ref Vector512<double> low2, ref Vector512<double> low3)
        where T : unmanaged
        where TCount : struct, ISlices
    {
        if (TCount.Count == 0)
        {
            return;
        }

        var square = value * value;
        Slice<TCount>(square, magics.Square1, magics.Square2, ref sum1, ref sum2, ref sum3);
        if (HasLowParts<T>())
        {
            var rest = Vector512.FusedMultiplyAdd(value, value, -square);
            Slice<TCount>(rest, magics.Low1, magics.Low2, ref low1, ref low2, ref low3);
        }
    }

    private static void Store<TCount>(
        double* sums, Vector512<double> a1, Vector512<double> b1, Vector512<double> a2, Vector512<double> b2,
        Vector512<double> a3, Vector512<double> b3)
        where TCount : struct, ISlices
    {
        if (TCount.Count > 0)
        {
            a1.Store(sums);
            b1.Store(sums + 8);
        }

        if (TCount.Count > 1)
        {
            a2.Store(sums + 16);
            b2.Store(sums + 24);
        }

        if (TCount.Count > 2)
        {
            a3.Store(sums + 32);
            b3.Store(sums + 40);
        }
    }

    /// <summary>The constants of a task: for rounding, and what is missing.</summary>
    private readonly struct Magics(int top, int bits, double missing)
    {
        public readonly Vector512<double> Missing = Vector512.Create(missing);
        public readonly Vector512<double> Sum1 = Vector512.Create(LaneRange.Magic(top, bits, 0));
        public readonly Vector512<double> Sum2 = Vector512.Create(LaneRange.Magic(top, bits, 1));
        public readonly Vector512<double> Square1 = Vector512.Create(LaneRange.Magic(2 * top, bits, 0));
        public readonly Vector512<double> Square2 = Vector512.Create(LaneRange.Magic(2 * top, bits, 1));
        public readonly Vector512<double> Low1 = Vector512.Create(LaneRange.Magic((2 * top) - 53, bits, 0));
        public readonly Vector512<double> Low2 = Vector512.Create(LaneRange.Magic((2 * top) - 53, bits, 1));
    }
}
