using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Etalon.Operators.Tomography;

/// <summary>Joins a projection's row with the opposite one, both moved by a fraction of a pixel so that the axis is in the middle.</summary>
/// <remarks>
/// Both moves are the same for all samples of a row, so they are filters of eight taps: Lanczos' window over four columns to either
/// side, made to sum to one. Across the overlap the weight goes from one side to the other as a squared cosine.
/// </remarks>
internal sealed unsafe class StitchLine : IDisposable
{
    private const int Taps = 8;
    private const int Before = (Taps / 2) - 1;

    private readonly int _columns;
    private readonly int _wide;
    private readonly float[] _tap = new float[Taps];
    private readonly float[] _oppositeTap = new float[Taps];
    private float* _weight;
    private float* _line;
    private float* _opposite;
    private int _start;
    private int _oppositeStart;

    /// <summary>Ready for rows of so many columns, which become wide ones.</summary>
    public StitchLine(int columns, int wide)
    {
        (_columns, _wide) = (columns, wide);
        _weight = Room(wide);
        _line = Room(wide);
        _opposite = Room(wide);
    }

    /// <summary>Bytes held.</summary>
    public static long Bytes(long wide) => (3 * (wide + 64) * sizeof(float)) + 1024;

    /// <summary>Sets the axis of the rows that follow.</summary>
    public void Turn(double centre)
    {
        // Column i of the result is i - middle from the axis: column centre + i - middle of the row, centre - i + middle of the opposite.
        var middle = (_wide - 1) / 2.0;
        _start = (int)Math.Floor(centre - middle);
        MakeTaps(_tap, centre - middle - _start);

        // The opposite row is read backwards: reversed column j is column columns - 1 - j.
        var reversed = _columns - 1 - centre;
        _oppositeStart = (int)Math.Floor(reversed - middle);
        MakeTaps(_oppositeTap, reversed - middle - _oppositeStart);

        var overlap = Math.Min(centre, _columns - 1 - centre);
        var isLeft = centre > _columns - 1 - centre;
        for (var i = 0; i < _wide; i++)
        {
            // Beyond the overlap one of the two has nothing measured.
            var far = Math.Clamp((i - middle) / Math.Max(overlap, 0.5), -1, 1);
            var share = Math.Abs(far) < 1 ? 0.5 + (0.5 * Math.Sin(Math.PI / 2 * far)) : Math.Max(far, 0);
            _weight[i] = (float)(isLeft ? 1 - share : share);
        }
    }

    /// <summary>The row itself; columns beyond the ends repeat the last one.</summary>
    public void Bring<T>(T* row)
        where T : unmanaged
    {
        for (var i = 0; i < _wide + Taps; i++)
        {
            _line[i] = Sample(row, Math.Clamp(_start + i - Before, 0, _columns - 1));
        }
    }

    /// <summary>The opposite row, between two measured ones.</summary>
    public void BringOpposite<T>(T* row, T* next, float share)
        where T : unmanaged
    {
        for (var i = 0; i < _wide + Taps; i++)
        {
            var column = _columns - 1 - Math.Clamp(_oppositeStart + i - Before, 0, _columns - 1);
            _opposite[i] = share switch
            {
                0 => Sample(row, column),
                1 => Sample(next, column),
                _ => Sample(row, column) + (share * (Sample(next, column) - Sample(row, column))),
            };
        }
    }

    /// <summary>Joins both. Where only one is missing the other stands for it, if it was measured there.</summary>
    public void Join(float* to)
    {
        var i = 0;
        for (; i + Vector512<float>.Count <= _wide; i += Vector512<float>.Count)
        {
            At(i).Store(to + i);
        }

        // Computed like all others, from room behind the end.
        var last = At(i);
        for (var lane = 0; i < _wide; i++, lane++)
        {
            to[i] = last[lane];
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        NativeMemory.AlignedFree(_weight);
        NativeMemory.AlignedFree(_line);
        NativeMemory.AlignedFree(_opposite);
        _weight = null;
        _line = null;
        _opposite = null;
    }

    private static float* Room(long wide)
    {
        var bytes = (nuint)((wide + 64) * sizeof(float));
        var room = (float*)NativeMemory.AlignedAlloc(bytes, 64);
        NativeMemory.Clear(room, bytes);
        return room;
    }

    private static float Sample<T>(T* row, int column)
        where T : unmanaged => typeof(T) == typeof(float) ? ((float*)row)[column] : (float)((double*)row)[column];

    private static void MakeTaps(float[] taps, double fraction)
    {
        Array.Clear(taps);
        if (fraction < 1e-9)
        {
            taps[Before] = 1;
            return;
        }

        var sum = 0.0;
        for (var tap = 0; tap < Taps; tap++)
        {
            sum += Lanczos(tap - Before - fraction);
        }

        for (var tap = 0; tap < Taps; tap++)
        {
            taps[tap] = (float)(Lanczos(tap - Before - fraction) / sum);
        }
    }

    private static double Lanczos(double x)
    {
        var (pi, half) = (Math.PI * x, Math.PI * x / (Taps / 2));
        return Math.Abs(x) < 1e-12 ? 1 : Math.Abs(x) >= Taps / 2 ? 0 : Math.Sin(pi) * Math.Sin(half) / (pi * half);
    }

    private Vector512<float> At(int i)
    {
        var here = Filter(_line + i, _tap);
        var there = Filter(_opposite + i, _oppositeTap);
        var weight = Vector512.Load(_weight + i);
        var one = Vector512<float>.One;
        var both = (weight * here) + ((one - weight) * there);
        var missing = ~Vector512.Equals(here, here);
        var oppositeMissing = ~Vector512.Equals(there, there);
        both = Vector512.ConditionalSelect(missing, there, both);
        both = Vector512.ConditionalSelect(oppositeMissing, here, both);
        both = Vector512.ConditionalSelect(Vector512.Equals(weight, one), here, both);
        return Vector512.ConditionalSelect(Vector512.Equals(weight, Vector512<float>.Zero), there, both);
    }

    /// <summary>Taps of zero are left out, so that what is missing does not spread where nothing is moved.</summary>
    private static Vector512<float> Filter(float* line, float[] taps)
    {
        var sum = Vector512<float>.Zero;
        for (var tap = 0; tap < Taps; tap++)
        {
            if (taps[tap] != 0)
            {
                sum += Vector512.Create(taps[tap]) * Vector512.Load(line + tap);
            }
        }

        return sum;
    }
}
