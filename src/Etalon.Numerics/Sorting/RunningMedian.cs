using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Etalon.Numerics;

/// <summary>Medians of a window that runs down sixteen columns of 32-bit integers at a time (floats as <see cref="OrderedBits"/>).</summary>
/// <remarks>
/// The window is kept sorted, one register per rank. A step takes one integer out and puts one in, in all lanes at once and without a branch: after
/// the removal rank i is kept if it was below the one that leaves, else the next one moves up; after the insertion it is the new integer
/// clamped between ranks i - 1 and i. Five instructions per rank for sixteen columns; a window of 61 costs about 3 ns per median.
/// Beyond the ends columns are reflected, the last sample twice. The median of an even window is the upper one. Both are as in scipy.ndimage.
/// </remarks>
public sealed unsafe class RunningMedian : IDisposable
{
    /// <summary>Columns at a time.</summary>
    public const int Together = 16;

    private int* _ranks;

    /// <summary>A window of so many rows.</summary>
    public RunningMedian(int window)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        Window = window;
        _ranks = (int*)NativeMemory.AlignedAlloc((nuint)Bytes(window), 64);
    }

    /// <summary>Rows of the window.</summary>
    public int Window { get; }

    /// <summary>Bytes held for a window.</summary>
    public static long Bytes(long window) => (window + 1) * Together * sizeof(int);

    /// <summary>Runs down sixteen columns.</summary>
    /// <param name="from">The first row.</param>
    /// <param name="pitch">Integers from one row to the next.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="to">Room for the medians; elsewhere.</param>
    /// <param name="toPitch">Integers from one row of medians to the next.</param>
    public void Run(int* from, long pitch, int rows, int* to, long toPitch)
    {
        var empty = Vector512.Create(int.MaxValue);
        for (var rank = 0; rank <= Window; rank++)
        {
            empty.Store(_ranks + (rank * Together));
        }

        var before = Window / 2;
        var after = Window - before - 1;
        for (var row = -before; row <= after; row++)
        {
            Step(empty, Vector512.Load(from + (Reflected(row, rows) * pitch)));
        }

        Vector512.Load(_ranks + (before * Together)).Store(to);
        for (var row = 1; row < rows; row++)
        {
            var leaves = Vector512.Load(from + (Reflected(row - before - 1, rows) * pitch));
            var comes = Vector512.Load(from + (Reflected(row + after, rows) * pitch));
            Step(leaves, comes);
            Vector512.Load(_ranks + (before * Together)).Store(to + (row * toPitch));
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        NativeMemory.AlignedFree(_ranks);
        _ranks = null;
    }

    /// <summary>The row that stands for one that may lie outside.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Reflected(int row, int rows)
    {
        if ((uint)row < (uint)rows)
        {
            return row;
        }

        var period = 2 * rows;
        var at = ((row % period) + period) % period;
        return at < rows ? at : period - 1 - at;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Step(Vector512<int> leaves, Vector512<int> comes)
    {
        var rank = _ranks;
        var end = rank + (Window * Together);
        var below = Vector512.Create(int.MinValue);
        var here = Vector512.Load(rank);
        for (; rank < end; rank += Together)
        {
            var next = Vector512.Load(rank + Together);
            var kept = Vector512.ConditionalSelect(Vector512.LessThan(here, leaves), here, next);
            Vector512.Max(below, Vector512.Min(kept, comes)).Store(rank);
            below = kept;
            here = next;
        }
    }
}
