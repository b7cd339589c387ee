using System.Runtime.Intrinsics;
using Etalon.Cubes;
using Etalon.Numerics;

namespace Etalon.Operators.Tomography;

/// <summary>Judges one row of pixels by the medians around them.</summary>
/// <remarks>
/// The noise is measured in the row itself: of all differences from the median, each divided by the root of that median (photons scatter so),
/// 1.4826 times the median magnitude. It depends on nothing but the row and its neighbours. Missing neighbours are left to the pixel
/// itself: they stand neither above nor below it.
/// </remarks>
internal sealed unsafe class ZingerRow : IDisposable
{
    /// <summary>The longest row.</summary>
    public const int MostSamples = 1 << 24;

    private const int Lanes = 16;
    private const int Lines = 3;

    /// <summary>A difference between whole numbers may hide half a count.</summary>
    private const float Rounding = 0.5f * 1.4826f;

    private readonly NativeBuffer _room;
    private readonly float* _first;
    private readonly float _k;
    private readonly bool _isSquare;
    private readonly bool _isCounted;
    private readonly long _pitch;

    public ZingerRow(int length, double k, bool isSquare, bool isCounted)
    {
        (Length, _k, _isSquare, _isCounted, _pitch) = (length, (float)k, isSquare, isCounted, Pitch(length));
        _room = new NativeBuffer(Bytes(length));
        _first = (float*)_room.Pointer + Lanes;
        new Span<float>((float*)_room.Pointer, checked((int)(_room.Length / sizeof(float)))).Clear();
    }

    /// <summary>Pixels.</summary>
    public int Length { get; }

    /// <summary>The medians.</summary>
    public float* Medians => Part(Lines);

    /// <summary>Not zero where the pixel is to be replaced.</summary>
    public int* Zingers => (int*)Part(Lines + 1);

    /// <summary>Whether any pixel is to be replaced.</summary>
    public bool HasZingers { get; private set; }

    /// <summary>Bytes held.</summary>
    public static long Bytes(long length) => (Lines + 5) * Pitch(length) * sizeof(float);

    /// <summary>The row before (0), the row (1) and the row after (2); one pixel on either side belongs to the edge.</summary>
    public float* Line(int line) => Part(line);

    /// <summary>Finds zingers in the row.</summary>
    public void Judge()
    {
        for (var line = 0; line < Lines; line++)
        {
            Line(line)[-1] = Line(line)[0];
            Line(line)[Length] = Line(line)[Length - 1];
        }

        if (!_isSquare)
        {
            Across();
        }
        else if (IsWhole())
        {
            Around();
        }
        else
        {
            AroundGaps();
        }

        Compare();
    }

    /// <inheritdoc />
    public void Dispose() => _room.Dispose();

    private static long Pitch(long length) => ((length + 1 + Lanes) & -Lanes) + (2 * Lanes);

    private static Vector512<float> Median(Vector512<float> a, Vector512<float> b, Vector512<float> c) =>
        Vector512.Max(Vector512.Min(a, b), Vector512.Min(Vector512.Max(a, b), c));

    private float* Part(int part) => _first + (part * _pitch);

    private bool IsWhole()
    {
        // What lies beyond the edges is never missing.
        var isPresent = Vector512<float>.AllBitsSet;
        for (var line = 0; line < Lines; line++)
        {
            var row = Line(line);
            for (var x = -(long)Lanes; x < Length + 1; x += Lanes)
            {
                var samples = Vector512.Load(row + x);
                isPresent &= Vector512.Equals(samples, samples);
            }
        }

        return Vector512.EqualsAll(isPresent.AsInt32(), Vector512<int>.AllBitsSet);
    }

    /// <summary>Medians of the three rows; where one is missing the pixel stands for it.</summary>
    private void Across()
    {
        for (var x = 0L; x < Length; x += Lanes)
        {
            var own = Vector512.Load(Line(1) + x);
            var before = Present(Vector512.Load(Line(0) + x), own);
            var after = Present(Vector512.Load(Line(2) + x), own);
            Median(before, own, after).Store(Medians + x);
        }
    }

    private static Vector512<float> Present(Vector512<float> sample, Vector512<float> own) =>
        Vector512.ConditionalSelect(Vector512.Equals(sample, sample), sample, own);

    /// <summary>
    /// Medians of 3 x 3: every column of three is sorted; of the largest of the least, the middle of the middle and the least of the largest
    /// the middle one is the median of all nine.
    /// </summary>
    private void Around()
    {
        var (low, middle, high) = (Lines + 2, Lines + 3, Lines + 4);
        for (var x = -(long)Lanes; x < Length + 1; x += Lanes)
        {
            var (a, b, c) = (Vector512.Load(Line(0) + x), Vector512.Load(Line(1) + x), Vector512.Load(Line(2) + x));
            var (small, large) = (Vector512.Min(a, b), Vector512.Max(a, b));
            Vector512.Min(small, c).Store(Part(low) + x);
            Vector512.Max(small, Vector512.Min(large, c)).Store(Part(middle) + x);
            Vector512.Max(large, c).Store(Part(high) + x);
        }

        for (var x = 0L; x < Length; x += Lanes)
        {
            var least = Vector512.Max(Vector512.Max(Vector512.Load(Part(low) + x - 1), Vector512.Load(Part(low) + x)), Vector512.Load(Part(low) + x + 1));
            var most = Vector512.Min(Vector512.Min(Vector512.Load(Part(high) + x - 1), Vector512.Load(Part(high) + x)), Vector512.Load(Part(high) + x + 1));
            var between = Median(Vector512.Load(Part(middle) + x - 1), Vector512.Load(Part(middle) + x), Vector512.Load(Part(middle) + x + 1));
            Median(least, between, most).Store(Medians + x);
        }
    }

    /// <summary>The same where some are missing; the pixel stands for them.</summary>
    private void AroundGaps()
    {
        Span<float> nine = stackalloc float[9];
        for (var x = 0; x < Length; x++)
        {
            var own = Line(1)[x];
            for (var i = 0; i < nine.Length; i++)
            {
                var sample = Line(i / 3)[x - 1 + (i % 3)];
                nine[i] = float.IsNaN(sample) ? own : sample;
            }

            nine.Sort();
            Medians[x] = nine[4];
        }
    }

    /// <summary>Marks what is more than k standard deviations above its median.</summary>
    private void Compare()
    {
        var largest = Vector512<float>.Zero;
        for (var x = 0L; x < Length; x += Lanes)
        {
            var median = Inside(x, Vector512.Load(Medians + x), Vector512<float>.Zero);
            var isFinite = Vector512.LessThan(median, Vector512.Create(float.PositiveInfinity));
            largest = Vector512.Max(largest, Vector512.ConditionalSelect(isFinite, median, Vector512<float>.Zero));
        }

        var floor = 0f;
        for (var lane = 0; lane < Lanes; lane++)
        {
            floor = Math.Max(floor, largest[lane]);
        }

        var least = Vector512.Create(Math.Max(floor * 1e-3f, 1.2e-38f));
        var keys = (uint*)Part(Lines + 2);
        var present = 0L;
        for (var x = 0L; x < Length; x += Lanes)
        {
            var median = Vector512.Load(Medians + x);
            var scatter = Vector512.Abs(Vector512.Load(Line(1) + x) - median) / Vector512.Sqrt(Vector512.Max(median, least));
            var known = Inside(x, Vector512.Equals(scatter, scatter).AsSingle(), Vector512<float>.Zero).AsUInt32();
            ((scatter.AsUInt32() & known) | ~known).Store(keys + x);
            present -= Vector512.Sum(known.AsInt32());
        }

        var noise = present == 0 ? 0 : BitConverter.UInt32BitsToSingle(KeySelection.Line(keys, (Length + Lanes - 1) & -Lanes, Rank(present), largestIsMissing: true).Key);
        var sigma = Vector512.Create(1.4826f * noise);
        var rounding = Vector512.Create(_isCounted ? Rounding : 0);
        var any = Vector512<int>.Zero;
        for (var x = 0L; x < Length; x += Lanes)
        {
            var median = Vector512.Load(Medians + x);
            var own = Vector512.Max((sigma * Vector512.Sqrt(Vector512.Max(median, least))) + rounding, Vector512.Abs(median) * 1e-6f);
            var isZinger = Vector512.GreaterThan(Vector512.Load(Line(1) + x), median + (own * _k)).AsInt32();
            isZinger.Store(Zingers + x);
            any |= Inside(x, isZinger.AsSingle(), Vector512<float>.Zero).AsInt32();
        }

        HasZingers = !Vector512.EqualsAll(any, Vector512<int>.Zero);
    }

    /// <summary>
    /// The middle of the differences that are there, not counting those of pixels that are their own median, as one of nine or of three is.
    /// </summary>
    private long Rank(long present) => _isSquare ? present * 5 / 9 : present * 2 / 3;

    /// <summary>Lanes behind the end of the row get something else, and so do those that are NaN.</summary>
    private Vector512<float> Inside(long x, Vector512<float> value, Vector512<float> otherwise)
    {
        var lanes = Vector512<int>.Indices + Vector512.Create((int)x);
        return Vector512.ConditionalSelect(Vector512.LessThan(lanes, Vector512.Create(Length)).AsSingle(), value, otherwise);
    }
}
