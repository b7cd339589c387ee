using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Etalon.Operators.Datacubes;

/// <summary>The extremes of columns of samples, one vector of columns at a time.</summary>
internal static unsafe class ExtremeKernel<T, TOrder>
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
    where TOrder : struct, IExtremeOrder
{
    /// <summary>Whether the samples are floats, in which NaN is missing.</summary>
    public static readonly bool IsFloat = typeof(T) == typeof(float) || typeof(T) == typeof(double);

    /// <summary>
    /// Samples of a run that are asked for ahead, 2 KiB: a run ends before the processor has learnt to look far ahead, and the next
    /// run lies behind it as a rule.
    /// </summary>
    private static readonly long Ahead = 2048 / sizeof(T);

    /// <summary>
    /// The extreme of each lane. Lanes that hold the worst value of all may have seen it or nothing: see <see cref="Present"/>.
    /// </summary>
    /// <param name="source">The first sample.</param>
    /// <param name="stride">Samples from one row to the next.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="missing">The integer that is missing.</param>
    /// <param name="ahead">Samples from each row to what the processor shall bring meanwhile.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector512<T> Columns(T* source, long stride, long rows, T? missing, long ahead)
    {
        var first = Vector512.Create(TOrder.Worst<T>());
        var second = first;
        if (missing is { } fill)
        {
            var absent = Vector512.Create(fill);
            var worst = first;
            for (; rows > 0; rows--)
            {
                var samples = Vector512.Load(source);
                first = Better(Vector512.ConditionalSelect(Vector512.Equals(samples, absent), worst, samples), first);
                source += stride;
            }

            return first;
        }

        // Four chains, since a comparison takes several cycles.
        var (third, fourth) = (first, first);
        for (; rows > 3; rows -= 4)
        {
            if (Sse.IsSupported)
            {
                Sse.Prefetch0(source + ahead);
                Sse.Prefetch0(source + stride + ahead);
                Sse.Prefetch0(source + (2 * stride) + ahead);
                Sse.Prefetch0(source + (3 * stride) + ahead);
            }

            first = Better(Vector512.Load(source), first);
            second = Better(Vector512.Load(source + stride), second);
            third = Better(Vector512.Load(source + (2 * stride)), third);
            fourth = Better(Vector512.Load(source + (3 * stride)), fourth);
            source += 4 * stride;
        }

        first = Better(third, first);
        second = Better(fourth, second);
        for (; rows > 1; rows -= 2)
        {
            first = Better(Vector512.Load(source), first);
            second = Better(Vector512.Load(source + stride), second);
            source += 2 * stride;
        }

        return Better(rows > 0 ? Better(Vector512.Load(source), first) : first, second);
    }

    /// <summary>Lanes that hold at least one sample that is not missing.</summary>
    public static Vector512<T> Present(T* source, long stride, long rows, T? missing)
    {
        var seen = Vector512<T>.Zero;
        for (; rows > 0; rows--)
        {
            var samples = Vector512.Load(source);
            seen |= missing is { } fill ? ~Vector512.Equals(samples, Vector512.Create(fill)) : Vector512.Equals(samples, samples);
            source += stride;
        }

        return seen;
    }

    /// <summary>The winner of each lane; the second where the first is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Better(Vector512<T> first, Vector512<T> second) =>
        Vector512.ConditionalSelect(TOrder.Wins(first, second), first, second);

    /// <summary>The winner of all lanes; none of them is NaN.</summary>
    private static T Best(Vector512<T> lanes)
    {
        // Halves change places twice, after which the first quarter knows it all.
        lanes = Better(Vector512.Create(lanes.GetUpper(), lanes.GetLower()), lanes);
        var half = lanes.GetLower();
        lanes = Better(Vector512.Create(Vector256.Create(half.GetUpper(), half.GetLower()), half), lanes);
        var best = lanes[0];
        for (var lane = 1; lane < Vector128<T>.Count; lane++)
        {
            best = TOrder.Wins(lanes[lane], best) ? lanes[lane] : best;
        }

        return best;
    }

    /// <summary>Whether a sample is missing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsMissing(T sample, T? missing) => IsFloat ? T.IsNaN(sample) : missing is { } fill && sample == fill;

    /// <summary>The extreme of a run, or what is missing if all of it is.</summary>
    public static T? Run(T* run, long length, T? missing)
    {
        var lanes = Vector512<T>.Count;
        var best = TOrder.Worst<T>();
        var isPresent = false;
        if (length >= lanes)
        {
            // The last vector overlaps: an extreme does not mind seeing a sample twice.
            var columns = Columns(run, lanes, length / lanes, missing, Ahead);
            columns = Better(missing is null ? Vector512.Load(run + length - lanes) : Columns(run + length - lanes, 0, 1, missing, 0), columns);
            best = Best(columns);
            isPresent = best != TOrder.Worst<T>();
            if (isPresent)
            {
                return best;
            }
        }

        for (var i = 0L; i < length; i++)
        {
            if (!IsMissing(run[i], missing))
            {
                best = TOrder.Wins(run[i], best) ? run[i] : best;
                isPresent = true;
            }
        }

        return isPresent ? best : null;
    }
}
