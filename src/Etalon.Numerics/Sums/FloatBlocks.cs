using System.Numerics;
using System.Runtime.Intrinsics;

namespace Etalon.Numerics;

/// <summary>Adds float32 samples to exact sums by <see cref="FloatLanes"/>, as long as that is exact; leaves the rest to its caller.</summary>
/// <remarks>
/// A failed try costs as much as a good one, so after failures in a row (gaps in every line, say) more and more calls are refused
/// before the next try.
/// </remarks>
internal sealed unsafe class FloatBlocks(bool squares)
{
    /// <summary>Samples that a run has at least.</summary>
    public const int ShortestRun = 16;

    /// <summary>Runs that are added to neighbouring sums together.</summary>
    public const int RunsTogether = 8;

    /// <summary>Sixteen columns are exact or not by themselves.</summary>
    public const int QuarterColumns = FloatLanes.Columns / 4;

    /// <summary>All quarters of 64 columns were exact.</summary>
    public const int AllQuarters = 0b1111;

    /// <summary>Floats are below 2^128; only infinities and NaN seem larger.</summary>
    private const int LargestTop = 128;

    private const int LongestPause = 64;

    private int _top = 16;
    private int _failures;
    private int _pause;

    /// <summary>Adds a run; false if that would not be exact, or is not worth a try.</summary>
    public bool TryAddRun(in SumTargets targets, int index, float* run, int length)
    {
        if (!MayTry() || !Remember(TrySum(run, length, out var sums)))
        {
            return false;
        }

        Add(targets, index, length, sums);
        return true;
    }

    /// <summary>Adds up to eight runs to as many neighbouring sums, as far as that is exact.</summary>
    /// <returns>How many runs were added before one that would not be exact.</returns>
    public int AddRuns(in SumTargets targets, int index, float* run, int length, long stride)
    {
        var all = stackalloc double[3 * RunsTogether];
        var count = 0;
        while (count < RunsTogether && MayTry() && Remember(TrySum(run + (count * stride), length, out var sums)))
        {
            (all[count], all[RunsTogether + count], all[(2 * RunsTogether) + count]) = sums;
            count++;
        }

        if (count == RunsTogether)
        {
            targets.Sums.AddLanes(index, Vector512.Load(all));
            (Vector512.Load(targets.Counts + index) + Vector512.Create((long)length)).Store(targets.Counts + index);
            if (squares)
            {
                targets.Squares!.AddLanes(index, Vector512.Load(all + RunsTogether));
                targets.Squares.AddLanes(index, Vector512.Load(all + (2 * RunsTogether)));
            }

            return count;
        }

        for (var i = 0; i < count; i++)
        {
            Add(targets, index + i, length, (all[i], all[RunsTogether + i], all[(2 * RunsTogether) + i]));
        }

        return count;
    }

    /// <summary>Adds 64 neighbouring columns, without squares.</summary>
    /// <returns>The quarters that were added, one bit each.</returns>
    public int AddColumns(in SumTargets targets, int index, float* source, int rows, long stride)
    {
        if (!MayTry())
        {
            return 0;
        }

        var sums = stackalloc double[FloatLanes.Columns];
        var ranges = stackalloc int[2 * FloatLanes.Columns];
        FloatLanes.Add(source, rows, stride, sums, ranges);
        var (bits, count, added) = (BitsFor(rows), Vector512.Create((long)rows), 0);
        for (var quarter = 0; quarter < FloatLanes.Columns / QuarterColumns; quarter++)
        {
            if (!FloatLanes.IsExact(ranges, quarter, bits))
            {
                continue;
            }

            var at = index + (quarter * QuarterColumns);
            targets.Sums.AddLanes(at, Vector512.Load(sums + (quarter * QuarterColumns)));
            targets.Sums.AddLanes(at + 8, Vector512.Load(sums + (quarter * QuarterColumns) + 8));
            (Vector512.Load(targets.Counts + at) + count).Store(targets.Counts + at);
            (Vector512.Load(targets.Counts + at + 8) + count).Store(targets.Counts + at + 8);
            added |= 1 << quarter;
        }

        Remember(added != 0);
        return added;
    }

    /// <summary>Bits of a number of samples, rounded up.</summary>
    public static int BitsFor(int count) => Math.Max(2, 32 - BitOperations.LeadingZeroCount((uint)(count - 1)));

    private void Add(in SumTargets targets, int index, int length, (double Sum, double High, double Low) sums)
    {
        targets.Sums.Add(index, sums.Sum);
        targets.Counts[index] += length;
        if (squares)
        {
            targets.Squares!.Add(index, sums.High);
            targets.Squares.Add(index, sums.Low);
        }
    }

    private bool MayTry()
    {
        if (_pause == 0)
        {
            return true;
        }

        _pause--;
        return false;
    }

    private bool Remember(bool isExact)
    {
        _failures = isExact ? 0 : Math.Min(_failures + 1, 30);
        _pause = _failures > 1 ? Math.Min(1 << (_failures - 1), LongestPause) : 0;
        return isExact;
    }

    /// <summary>The sum of a run and, where squares are wanted, the two parts of the sum of its squares; false if they are not exact.</summary>
    private bool TrySum(float* run, int length, out (double Sum, double High, double Low) sums)
    {
        var bits = BitsFor(length);
        if (!squares)
        {
            sums = default;
            return FloatLanes.TryAddRun(run, length, bits, out sums.Sum);
        }

        if (FloatLanes.TryAddRunSquared(run, length, bits, _top, out sums, out var range))
        {
            return true;
        }

        // Another size of samples than before: what was measured says which.
        if (range.Top == _top || range.Top > LargestTop)
        {
            return false;
        }

        _top = range.Top;
        return FloatLanes.TryAddRunSquared(run, length, bits, _top, out sums, out _);
    }
}
