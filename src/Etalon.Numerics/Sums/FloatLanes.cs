using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Etalon.Numerics;

/// <summary>
/// Adds float32 samples of ordinary range in plain doubles, 64 columns at a time, and learns from the samples' own bits whether that
/// was exact.
/// </summary>
/// <remarks>
/// The range is taken from the floats before they are widened: one comparison for sixteen samples instead of two for eight, which
/// makes it four times as fast as <see cref="LaneKernel"/>. What it cannot do exactly (infinities, NaN, ranges beyond 2^24) it
/// leaves to that. Columns are taken in fours of cache lines, so that rows which lie far apart are read in long steps.
/// </remarks>
internal static unsafe class FloatLanes
{
    /// <summary>Columns of one call.</summary>
    public const int Columns = 64;

    /// <summary>
    /// Samples that are asked for ahead, 2 KiB: a run ends before the processor has learnt to look far ahead, and the next run lies
    /// behind it as a rule. Measured with two threads on rows of 1000: 34 GB/s without, 41 GB/s with it.
    /// </summary>
    private const int Ahead = 512;

    private const int MagnitudeBits = 0x7FFF_FFFF;
    private const int InfinityBits = 0x7F80_0000;
    private const int MantissaBits = 23;

    /// <summary>Exponents may be so far apart, less the bits that counting takes, while a double holds every digit: 53 - 24.</summary>
    private const int ExponentRoom = 29;

    /// <summary>Whether this machine has what it takes.</summary>
    public static bool IsSupported => Avx512F.IsSupported;

    /// <summary>Adds up 64 neighbouring columns.</summary>
    /// <param name="source">The first sample.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="stride">Samples from one row to the next.</param>
    /// <param name="sums">64 sums; those of a quarter that is not exact are of no use.</param>
    /// <param name="ranges">The largest and the smallest magnitude of each lane: 4 × 16 of one, then 4 × 16 of the other.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(float* source, long rows, long stride, double* sums, int* ranges)
    {
        Vector512<double> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
        Vector512<int> most0 = default, most1 = default, most2 = default, most3 = default;
        Vector512<uint> least0 = Vector512<uint>.AllBitsSet, least1 = least0, least2 = least0, least3 = least0;
        for (; rows > 0; rows--)
        {
            // Rows lie pages apart, where the processor does not look ahead by itself; the next call needs what is beside this.
            Sse.Prefetch1(source + (2 * Columns));
            Sse.Prefetch1(source + (2 * Columns) + 16);
            Sse.Prefetch1(source + (2 * Columns) + 32);
            Sse.Prefetch1(source + (2 * Columns) + 48);
            Step(Vector512.Load(source), ref s0, ref s1, ref most0, ref least0);
            Step(Vector512.Load(source + 16), ref s2, ref s3, ref most1, ref least1);
            Step(Vector512.Load(source + 32), ref s4, ref s5, ref most2, ref least2);
            Step(Vector512.Load(source + 48), ref s6, ref s7, ref most3, ref least3);
            source += stride;
        }

        s0.Store(sums);
        s1.Store(sums + 8);
        s2.Store(sums + 16);
        s3.Store(sums + 24);
        s4.Store(sums + 32);
        s5.Store(sums + 40);
        s6.Store(sums + 48);
        s7.Store(sums + 56);
        most0.Store(ranges);
        most1.Store(ranges + 16);
        most2.Store(ranges + 32);
        most3.Store(ranges + 48);
        least0.AsInt32().Store(ranges + 64);
        least1.AsInt32().Store(ranges + 80);
        least2.AsInt32().Store(ranges + 96);
        least3.AsInt32().Store(ranges + 112);
    }

    /// <summary>Whether the sums of one quarter's columns are exact, each by itself.</summary>
    /// <param name="ranges">What <see cref="Add"/> has left.</param>
    /// <param name="quarter">0 to 3.</param>
    /// <param name="bits">Bits of the number of rows.</param>
    public static bool IsExact(int* ranges, int quarter, int bits)
    {
        var most = Vector512.Load(ranges + (16 * quarter));
        var least = Vector512.Load((uint*)ranges + 64 + (16 * quarter));
        return IsExact(most, least, bits);
    }

    /// <summary>Adds up a run of at least sixteen samples.</summary>
    /// <param name="run">The first sample.</param>
    /// <param name="length">How many.</param>
    /// <param name="bits">Bits of that number.</param>
    /// <param name="sum">Their sum.</param>
    /// <returns>Whether the sum is exact.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryAddRun(float* run, int length, int bits, out double sum)
    {
        Vector512<double> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
        Vector512<int> most0 = default, most1 = default;
        Vector512<uint> least0 = Vector512<uint>.AllBitsSet, least1 = least0;
        var end = run + length;
        for (; end - run >= Columns; run += Columns)
        {
            Sse.Prefetch0(run + Ahead);
            Sse.Prefetch0(run + Ahead + 16);
            Sse.Prefetch0(run + Ahead + 32);
            Sse.Prefetch0(run + Ahead + 48);
            Step(Vector512.Load(run), ref s0, ref s1, ref most0, ref least0);
            Step(Vector512.Load(run + 16), ref s2, ref s3, ref most1, ref least1);
            Step(Vector512.Load(run + 32), ref s4, ref s5, ref most0, ref least0);
            Step(Vector512.Load(run + 48), ref s6, ref s7, ref most1, ref least1);
        }

        for (; end - run >= Vector512<float>.Count; run += Vector512<float>.Count)
        {
            Step(Vector512.Load(run), ref s0, ref s1, ref most0, ref least0);
        }

        if (run < end)
        {
            // The last vector overlaps; what was added already counts as zero.
            var isNew = Vector512.GreaterThanOrEqual(
                Vector512<int>.Indices, Vector512.Create(Vector512<float>.Count - (int)(end - run)));
            Step(Vector512.Load(end - Vector512<float>.Count) & isNew.AsSingle(), ref s2, ref s3, ref most1, ref least1);
        }

        sum = Vector512.Sum(((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7)));
        var largest = Largest(Vector512.Max(most0, most1));
        var smallest = ~Largest(~Vector512.Min(least0, least1));
        return largest < InfinityBits && (int)(largest >> MantissaBits) - (int)(unchecked(smallest + 1) >> MantissaBits) <= ExponentRoom - bits;
    }

    /// <summary>Adds up a run of at least sixteen samples, and their squares.</summary>
    /// <remarks>
    /// A square has 48 bits and its sum more than a double holds. So the sum begins at a constant so large that what each addition
    /// rounds off is a multiple of one unit, and the part rounded off, which a second fused multiplication gives exactly, is added
    /// up by itself.
    /// </remarks>
    /// <param name="run">The first sample.</param>
    /// <param name="length">How many.</param>
    /// <param name="bits">Bits of that number.</param>
    /// <param name="top">All magnitudes are expected below 2^top.</param>
    /// <param name="sums">The sum, the large part of the sum of squares, and the small part.</param>
    /// <param name="range">The range of the samples; where it begins above <paramref name="top"/>, another try may succeed.</param>
    /// <returns>Whether all three are exact.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryAddRunSquared(
        float* run, int length, int bits, int top, out (double Sum, double High, double Low) sums, out LaneRange range)
    {
        // The sum of squares stays below a quarter of this, so it never leaves its binade: units of 2^(2 top + bits - 51).
        var start = Math.ScaleB(1.5, (2 * top) + bits + 1);
        Vector512<double> a0 = default, a1 = default, a2 = default, a3 = default;
        Vector512<double> h0 = Vector512.Create(start), h1 = h0, h2 = h0, h3 = h0;
        Vector512<double> l0 = default, l1 = default, l2 = default, l3 = default;
        Vector512<int> most0 = default, most1 = default;
        Vector512<uint> least0 = Vector512<uint>.AllBitsSet, least1 = least0;
        var end = run + length;
        for (; end - run >= 2 * Vector512<float>.Count; run += 2 * Vector512<float>.Count)
        {
            Sse.Prefetch0(run + Ahead);
            Sse.Prefetch0(run + Ahead + 16);
            var first = Vector512.Load(run);
            var second = Vector512.Load(run + Vector512<float>.Count);
            Measure(first, ref most0, ref least0);
            Measure(second, ref most1, ref least1);
            Square(Avx512F.ConvertToVector512Double(first.GetLower()), ref a0, ref h0, ref l0);
            Square(Avx512F.ConvertToVector512Double(first.GetUpper()), ref a1, ref h1, ref l1);
            Square(Avx512F.ConvertToVector512Double(second.GetLower()), ref a2, ref h2, ref l2);
            Square(Avx512F.ConvertToVector512Double(second.GetUpper()), ref a3, ref h3, ref l3);
        }

        while (run < end)
        {
            // The last vector overlaps; what was added already counts as zero.
            var count = (int)Math.Min(end - run, Vector512<float>.Count);
            var isNew = Vector512.GreaterThanOrEqual(Vector512<int>.Indices, Vector512.Create(Vector512<float>.Count - count));
            var last = Vector512.Load(run + count - Vector512<float>.Count) & isNew.AsSingle();
            Measure(last, ref most0, ref least0);
            Square(Avx512F.ConvertToVector512Double(last.GetLower()), ref a0, ref h0, ref l0);
            Square(Avx512F.ConvertToVector512Double(last.GetUpper()), ref a1, ref h1, ref l1);
            run += count;
        }

        var zero = Vector512.Create(start);
        sums = (
            Vector512.Sum((a0 + a1) + (a2 + a3)),
            Vector512.Sum(((h0 - zero) + (h1 - zero)) + ((h2 - zero) + (h3 - zero))),
            Vector512.Sum((l0 + l1) + (l2 + l3)));
        var largest = Largest(Vector512.Max(most0, most1));
        var smallest = unchecked(~Largest(~Vector512.Min(least0, least1)) + 1);
        range = new LaneRange(
            largest == 0 ? top : (int)(largest >> MantissaBits) - 126,
            (int)Math.Max(smallest >> MantissaBits, 1) - 150);

        // What is rounded off is at most half a unit and a multiple of the smallest square's last digit.
        return largest < InfinityBits && range.IsOrdinary && range.Top <= top
            && range.Top - range.Unit <= 53 - bits
            && (2 * range.Unit) >= (2 * top) + (2 * bits) - 105;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Measure(Vector512<float> samples, ref Vector512<int> most, ref Vector512<uint> least)
    {
        var magnitude = samples.AsInt32() & Vector512.Create(MagnitudeBits);
        most = Vector512.Max(most, magnitude);

        // Zero becomes the largest number of all, so that it does not count as the smallest sample.
        least = Vector512.Min(least, magnitude.AsUInt32() - Vector512<uint>.One);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Square(Vector512<double> value, ref Vector512<double> sum, ref Vector512<double> high, ref Vector512<double> low)
    {
        sum += value;
        var next = Vector512.FusedMultiplyAdd(value, value, high);
        low += Vector512.FusedMultiplyAdd(value, value, high - next);
        high = next;
    }

    private static uint Largest(Vector512<int> lanes) => Largest(lanes.AsUInt32());

    private static uint Largest(Vector512<uint> lanes)
    {
        var half = Vector256.Max(lanes.GetLower(), lanes.GetUpper());
        var quarter = Vector128.Max(half.GetLower(), half.GetUpper());
        return Math.Max(Math.Max(quarter[0], quarter[1]), Math.Max(quarter[2], quarter[3]));
    }

    private static bool IsExact(Vector512<int> most, Vector512<uint> least, int bits)
    {
        // A column of zeros has 0 and, after the addition, 0. A smallest number below the normal ones counts as if its exponent were
        // one less than it is, which only makes the test stricter.
        var spread = Vector512.ShiftRightLogical(most, MantissaBits)
            - Vector512.ShiftRightLogical(least + Vector512<uint>.One, MantissaBits).AsInt32();
        return Vector512.LessThanAll(most, Vector512.Create(InfinityBits))
            && Vector512.LessThanOrEqualAll(spread, Vector512.Create(ExponentRoom - bits));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(
        Vector512<float> samples, ref Vector512<double> low, ref Vector512<double> high, ref Vector512<int> most, ref Vector512<uint> least)
    {
        Measure(samples, ref most, ref least);
        low += Avx512F.ConvertToVector512Double(samples.GetLower());
        high += Avx512F.ConvertToVector512Double(samples.GetUpper());
    }
}
