using System.Numerics;
using System.Runtime.Intrinsics;

namespace Etalon.Numerics;

/// <summary>Adds blocks of samples, and on demand their squares, to exact sums at the speed of memory.</summary>
/// <remarks>
/// Up to 512 samples per lane (4096 per run) are added in plain doubles, which is exact for samples of ordinary range; the range
/// is found in the same pass, and a block that fails the test is added again with more slices, or one by one. How a block is
/// added never shows in the result. What worked for one block is tried first on the next. One instance serves one thread.
/// </remarks>
/// <typeparam name="T">The sample type: any but complex numbers.</typeparam>
public sealed unsafe class BlockSums<T>
    where T : unmanaged
{
    private const int LongestRun = 4096;
    private const int LongestColumn = 512;
    private const int Lanes = 16;


    private static readonly bool IsWide = typeof(T) == typeof(long) || typeof(T) == typeof(ulong);

    private readonly FloatBlocks? _floats;
    private readonly bool _squares;
    private readonly Int128? _missing;
    private readonly LaneTrial<T> _trial;

    /// <summary>Ready to add.</summary>
    /// <param name="squares">Whether sums of squares are wanted too.</param>
    /// <param name="missing">The integer that is missing; null for floats, and where none is.</param>
    public BlockSums(bool squares, Int128? missing)
    {
        _floats = typeof(T) == typeof(float) && FloatLanes.IsSupported ? new FloatBlocks(squares) : null;
        _squares = squares;
        _missing = missing;
        _trial = new LaneTrial<T>(squares, missing);
    }

    /// <summary>Adds a run of samples to one sum.</summary>
    public void AddRun(in SumTargets targets, int index, T* run, long length)
    {
        for (var at = 0L; at < length; at += LongestRun)
        {
            var segment = (int)Math.Min(LongestRun, length - at);
            if (_floats is null || segment < FloatBlocks.ShortestRun || !_floats.TryAddRun(targets, index, (float*)(run + at), segment))
            {
                AddSegment(targets, index, run + at, segment);
            }
        }
    }

    /// <summary>Adds runs of samples, each to a sum of its own.</summary>
    /// <param name="targets">The sums.</param>
    /// <param name="index">The sum of the first run; the others follow it.</param>
    /// <param name="run">The first sample.</param>
    /// <param name="length">Samples in a run.</param>
    /// <param name="runs">How many runs.</param>
    /// <param name="stride">Samples from the beginning of one run to the next.</param>
    public void AddRuns(in SumTargets targets, int index, T* run, long length, long runs, long stride)
    {
        var done = 0L;
        if (_floats is not null && length is >= FloatBlocks.ShortestRun and <= LongestRun)
        {
            while (runs - done >= FloatBlocks.RunsTogether)
            {
                var added = _floats.AddRuns(targets, index + (int)done, (float*)(run + (done * stride)), (int)length, stride);
                done += added;
                if (added < FloatBlocks.RunsTogether)
                {
                    // The next one is not exact that way.
                    AddSegment(targets, index + (int)done, run + (done * stride), (int)length);
                    done++;
                }
            }
        }

        for (; done < runs; done++)
        {
            AddRun(targets, index + (int)done, run + (done * stride), length);
        }
    }

    /// <summary>Adds rows of samples, each sample to the sum of its column; at least sixteen columns.</summary>
    /// <param name="targets">The sums.</param>
    /// <param name="index">The sum of the first column.</param>
    /// <param name="source">The first sample.</param>
    /// <param name="columns">Samples in a row.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="stride">Samples from one row to the next.</param>
    public void AddStrip(in SumTargets targets, int index, T* source, long columns, long rows, long stride)
    {
        for (var row = 0L; row < rows; row += LongestColumn)
        {
            var part = (int)Math.Min(LongestColumn, rows - row);
            var first = source + (row * stride);
            var column = _floats is not null && !_squares ? AddFloatColumns(targets, index, first, columns, part, stride) : 0;
            for (; column < columns; column += Lanes)
            {
                // The last group overlaps its predecessor; lanes that were added already are left out.
                var start = Math.Max(0, Math.Min(column, columns - Lanes));
                AddGroup(targets, index + (int)start, first + start, part, stride, (int)(column - start));
            }
        }
    }

    /// <summary>Adds whole groups of 64 columns.</summary>
    /// <returns>How many columns were added.</returns>
    private long AddFloatColumns(in SumTargets targets, int index, T* source, long columns, int rows, long stride)
    {
        var column = 0L;
        for (; column + FloatLanes.Columns <= columns; column += FloatLanes.Columns)
        {
            var added = _floats!.AddColumns(targets, index + (int)column, (float*)(source + column), rows, stride);
            for (var quarter = 0; added != FloatBlocks.AllQuarters && quarter < FloatLanes.Columns / Lanes; quarter++)
            {
                if ((added & (1 << quarter)) == 0)
                {
                    var start = column + (quarter * Lanes);
                    AddGroup(targets, index + (int)start, source + start, rows, stride, 0);
                }
            }
        }

        return column;
    }

    private static Vector512<double> LanesFrom(int lane) =>
        Vector512.GreaterThanOrEqual(Vector512<long>.Indices, Vector512.Create((long)lane)).AsDouble();

    private void AddSegment(in SumTargets targets, int index, T* run, int length)
    {
        if (length < Lanes || IsWide)
        {
            AddSlowly(targets, index, run, length, 1);
            return;
        }

        var rest = length % Lanes;
        ref var task = ref _trial.Task;
        task.Source = run;
        task.Stride = Lanes;
        task.Rows = length / Lanes;
        task.Tail = rest == 0 ? null : run + length - Lanes;
        task.TailLow = LanesFrom(Lanes - rest);
        task.TailHigh = LanesFrom(Lanes - rest - 8);
        task.Bits = FloatBlocks.BitsFor(length);
        if (!_trial.TryExactly(isOneSum: true))
        {
            AddSlowly(targets, index, run, length, 1);
            return;
        }

        fixed (double* sums = task.Sums)
        {
            for (var slot = 0; slot < LaneTask.Slots; slot++)
            {
                if (_trial.Uses(slot))
                {
                    // The range test counted all samples of the run, so this sum over lanes is exact too.
                    var total = Vector512.Sum(Vector512.Load(sums + (slot * Lanes)) + Vector512.Load(sums + (slot * Lanes) + 8));
                    (slot < 3 ? targets.Sums : targets.Squares!).Add(index, total);
                }
            }
        }

        targets.Counts[index] += length + Vector512.Sum(task.MissingLow + task.MissingHigh);
    }

    private void AddGroup(in SumTargets targets, int index, T* source, int rows, long stride, int skip)
    {
        ref var task = ref _trial.Task;
        task.Source = source;
        task.Stride = stride;
        task.Rows = rows;
        task.Tail = null;
        task.Bits = FloatBlocks.BitsFor(rows);
        if (IsWide || !_trial.TryExactly(isOneSum: false))
        {
            for (var lane = skip; lane < Lanes; lane++)
            {
                AddSlowly(targets, index + lane, source + lane, rows, stride);
            }

            return;
        }

        var lowLanes = LanesFrom(skip);
        var highLanes = LanesFrom(skip - 8);
        fixed (double* sums = task.Sums)
        {
            for (var slot = 0; slot < LaneTask.Slots; slot++)
            {
                if (_trial.Uses(slot))
                {
                    var target = slot < 3 ? targets.Sums : targets.Squares!;
                    target.AddLanes(index, Vector512.Load(sums + (slot * Lanes)) & lowLanes);
                    target.AddLanes(index + 8, Vector512.Load(sums + (slot * Lanes) + 8) & highLanes);
                }
            }
        }

        AddCounts(targets.Counts + index, Vector512.Create((long)rows) + task.MissingLow, lowLanes);
        AddCounts(targets.Counts + index + 8, Vector512.Create((long)rows) + task.MissingHigh, highLanes);
    }

    private static void AddCounts(long* counts, Vector512<long> more, Vector512<double> lanes) =>
        (Vector512.Load(counts) + (more & lanes.AsInt64())).Store(counts);

    private void AddSlowly(in SumTargets targets, int index, T* source, long length, long stride)
    {
        for (var i = 0L; i < length; i++)
        {
            var sample = source[i * stride];
            var present = IsWide
                ? AddInteger(targets, index, Integer(sample))
                : AddNumber(targets, index, LaneKernel.Scalar(sample));
            targets.Counts[index] += present ? 1 : 0;
        }
    }

    private static Int128 Integer(T sample) => typeof(T) == typeof(long) ? *(long*)&sample : *(ulong*)&sample;

    private bool AddNumber(in SumTargets targets, int index, double value)
    {
        if (double.IsNaN(value) || value == _trial.Task.Missing)
        {
            return false;
        }

        targets.Sums.Add(index, value);
        targets.Squares?.AddSquare(index, value);
        return true;
    }

    private bool AddInteger(in SumTargets targets, int index, Int128 value)
    {
        if (value == _missing)
        {
            return false;
        }

        var magnitude = (UInt128)Int128.Abs(value);
        targets.Sums.AddInteger(index, magnitude, value < 0);
        targets.Squares?.AddInteger(index, magnitude * magnitude, negative: false);
        return true;
    }
}
