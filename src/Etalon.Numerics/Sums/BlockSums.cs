using System.Numerics;
using System.Runtime.CompilerServices;
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

    /// <summary>Floats are below 2^128; only infinities and NaN seem larger.</summary>
    private const int LargestFloatTop = 128;
    private const ulong InfinityBits = 0x7FF0_0000_0000_0000;

    private static readonly bool IsFloat = typeof(T) == typeof(float) || typeof(T) == typeof(double);
    private static readonly bool IsWide = typeof(T) == typeof(long) || typeof(T) == typeof(ulong);
    private static readonly int MantissaBits = typeof(T) == typeof(double) ? 52 : 23;
    private static readonly int SmallestUnit = typeof(T) == typeof(double) ? -1074 : -149;

    private readonly bool _squares;
    private readonly Int128? _missing;
    private LaneTask _task;
    private int _level;
    private (int Sums, int Squares) _used;
    private bool _masked;
    private bool _isOneSum;
    private int _squaredTop = 16;

    /// <summary>Ready to add.</summary>
    /// <param name="squares">Whether sums of squares are wanted too.</param>
    /// <param name="missing">The integer that is missing; null for floats, and where none is.</param>
    public BlockSums(bool squares, Int128? missing)
    {
        _squares = squares;
        _missing = missing;
        _task.Top = IsFloat ? 16 : 33;
        _task.Missing = missing is { } fill ? (double)fill : double.NaN;
        _masked = missing is not null;
    }

    /// <summary>Adds a run of samples to one sum.</summary>
    public void AddRun(in SumTargets targets, int index, T* run, long length)
    {
        for (var at = 0L; at < length; at += LongestRun)
        {
            var segment = (int)Math.Min(LongestRun, length - at);
            var isAdded = typeof(T) == typeof(float) && FloatLanes.IsSupported && segment >= Lanes
                && (_squares
                    ? TryAddSquaredRun(targets, index, (float*)(run + at), segment)
                    : TryAddFloatRun(targets, index, (float*)(run + at), segment));
            if (!isAdded)
            {
                AddSegment(targets, index, run + at, segment);
            }
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
            var column = UsesFloatLanes ? AddFloatColumns(targets, index, (float*)first, columns, part, stride) : 0;
            for (; column < columns; column += Lanes)
            {
                // The last group overlaps its predecessor; lanes that were added already are left out.
                var start = Math.Max(0, Math.Min(column, columns - Lanes));
                AddGroup(targets, index + (int)start, first + start, part, stride, (int)(column - start));
            }
        }
    }

    /// <summary>Float samples of ordinary range whose squares are not wanted have a faster way.</summary>
    private bool UsesFloatLanes => typeof(T) == typeof(float) && !_squares && FloatLanes.IsSupported;

    /// <summary>Adds whole groups of 64 columns.</summary>
    /// <returns>How many columns were added.</returns>
    private long AddFloatColumns(in SumTargets targets, int index, float* source, long columns, int rows, long stride)
    {
        var sums = stackalloc double[FloatLanes.Columns];
        var ranges = stackalloc int[2 * FloatLanes.Columns];
        var bits = BitsFor(rows);
        var count = Vector512.Create((long)rows);
        var column = 0L;
        for (; column + FloatLanes.Columns <= columns; column += FloatLanes.Columns)
        {
            FloatLanes.Add(source + column, rows, stride, sums, ranges);
            for (var quarter = 0; quarter < FloatLanes.Columns / Lanes; quarter++)
            {
                var at = index + (int)column + (quarter * Lanes);
                if (!FloatLanes.IsExact(ranges, quarter, bits))
                {
                    AddGroup(targets, at, (T*)(source + column + (quarter * Lanes)), rows, stride, 0);
                    continue;
                }

                targets.Sums.AddLanes(at, Vector512.Load(sums + (quarter * Lanes)));
                targets.Sums.AddLanes(at + 8, Vector512.Load(sums + (quarter * Lanes) + 8));
                (Vector512.Load(targets.Counts + at) + count).Store(targets.Counts + at);
                (Vector512.Load(targets.Counts + at + 8) + count).Store(targets.Counts + at + 8);
            }
        }

        return column;
    }

    /// <summary>Adds a run the faster way; false if that is not exact.</summary>
    private static bool TryAddFloatRun(in SumTargets targets, int index, float* run, int length)
    {
        if (!FloatLanes.TryAddRun(run, length, BitsFor(length), out var sum))
        {
            return false;
        }

        targets.Sums.Add(index, sum);
        targets.Counts[index] += length;
        return true;
    }

    /// <summary>Adds a run and its squares the faster way; false if that is not exact.</summary>
    private bool TryAddSquaredRun(in SumTargets targets, int index, float* run, int length)
    {
        var bits = BitsFor(length);
        if (!FloatLanes.TryAddRunSquared(run, length, bits, _squaredTop, out var sums, out var range))
        {
            // Another size of samples than before: what was measured says which.
            if (range.Top == _squaredTop || range.Top > LargestFloatTop)
            {
                return false;
            }

            _squaredTop = range.Top;
            if (!FloatLanes.TryAddRunSquared(run, length, bits, _squaredTop, out sums, out _))
            {
                return false;
            }
        }

        targets.Sums.Add(index, sums.Sum);
        targets.Squares!.Add(index, sums.High);
        targets.Squares.Add(index, sums.Low);
        targets.Counts[index] += length;
        return true;
    }

    private static int BitsFor(int count) => Math.Max(2, 32 - BitOperations.LeadingZeroCount((uint)(count - 1)));

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
        _task.Source = run;
        _task.Stride = Lanes;
        _task.Rows = length / Lanes;
        _task.Tail = rest == 0 ? null : run + length - Lanes;
        _task.TailLow = LanesFrom(Lanes - rest);
        _task.TailHigh = LanesFrom(Lanes - rest - 8);
        _task.Bits = BitsFor(length);
        _isOneSum = true;
        if (!TryExactly())
        {
            AddSlowly(targets, index, run, length, 1);
            return;
        }

        fixed (double* sums = _task.Sums)
        {
            for (var slot = 0; slot < LaneTask.Slots; slot++)
            {
                if (Uses(slot))
                {
                    // The range test counted all samples of the run, so this sum over lanes is exact too.
                    var total = Vector512.Sum(Vector512.Load(sums + (slot * Lanes)) + Vector512.Load(sums + (slot * Lanes) + 8));
                    (slot < 3 ? targets.Sums : targets.Squares!).Add(index, total);
                }
            }
        }

        targets.Counts[index] += length + Vector512.Sum(_task.MissingLow + _task.MissingHigh);
    }

    private void AddGroup(in SumTargets targets, int index, T* source, int rows, long stride, int skip)
    {
        _task.Source = source;
        _task.Stride = stride;
        _task.Rows = rows;
        _task.Tail = null;
        _task.Bits = BitsFor(rows);
        _isOneSum = false;
        if (IsWide || !TryExactly())
        {
            for (var lane = skip; lane < Lanes; lane++)
            {
                AddSlowly(targets, index + lane, source + lane, rows, stride);
            }

            return;
        }

        var lowLanes = LanesFrom(skip);
        var highLanes = LanesFrom(skip - 8);
        fixed (double* sums = _task.Sums)
        {
            for (var slot = 0; slot < LaneTask.Slots; slot++)
            {
                if (Uses(slot))
                {
                    var target = slot < 3 ? targets.Sums : targets.Squares!;
                    target.AddLanes(index, Vector512.Load(sums + (slot * Lanes)) & lowLanes);
                    target.AddLanes(index + 8, Vector512.Load(sums + (slot * Lanes) + 8) & highLanes);
                }
            }
        }

        AddCounts(targets.Counts + index, Vector512.Create((long)rows) + _task.MissingLow, lowLanes);
        AddCounts(targets.Counts + index + 8, Vector512.Create((long)rows) + _task.MissingHigh, highLanes);
    }

    private static void AddCounts(long* counts, Vector512<long> more, Vector512<double> lanes) =>
        (Vector512.Load(counts) + (more & lanes.AsInt64())).Store(counts);

    /// <summary>Runs the task with the plan that worked last, then with the plan that its range calls for; false if none does.</summary>
    private bool TryExactly()
    {
        for (var attempt = 0; attempt < 4; attempt++)
        {
            Run();
            if (Judge() is { } exact)
            {
                return exact;
            }
        }

        return false;
    }

    /// <summary>Whether the last run was exact (true), cannot be made so (false), or is worth another try (null).</summary>
    private bool? Judge()
    {
        if (!IsFloat)
        {
            return true;
        }

        var largest = Greatest(_task.Largest);
        if (largest > InfinityBits && !_masked)
        {
            _masked = true;
            return null;
        }

        if (largest >= InfinityBits)
        {
            return false;
        }

        var range = Range(largest);
        if (!Holds(_level, range, _task.Top))
        {
            return Adapt(range) ? null : false;
        }

        // The next block is expected to be like this one: without gaps if it had none, and as narrow.
        _masked = _masked && !Vector512.EqualsAll(_task.MissingLow | _task.MissingHigh, Vector512<long>.Zero);
        _level -= _level > 0 && Holds(_level - 1, range, _task.Top) ? 1 : 0;
        return true;
    }

    /// <summary>Chooses the fewest slices that hold for the range.</summary>
    private bool Adapt(LaneRange range)
    {
        _task.Top = range.Top + 1;
        for (_level = 0; _level < 3; _level++)
        {
            if (Holds(_level, range, _task.Top))
            {
                return true;
            }
        }

        _level = 0;
        return false;
    }

    private static ulong Greatest(Vector512<ulong> lanes)
    {
        var greatest = lanes[0];
        for (var lane = 1; lane < Vector512<ulong>.Count; lane++)
        {
            greatest = Math.Max(greatest, lanes[lane]);
        }

        return greatest;
    }

    private LaneRange Range(ulong largest)
    {
        var smallest = ~Greatest(~_task.Smallest) + 1;
        var exponent = Math.Max((int)(smallest >> 52), 1) - 1023;
        return largest == 0
            ? new LaneRange(-1000, 0)
            : new LaneRange((int)(largest >> 52) - 1022, Math.Max(exponent - MantissaBits, SmallestUnit));
    }

    private bool Holds(int level, LaneRange range, int top)
    {
        var (sums, squares) = Plan(level);
        if (sums == 1 && !_isOneSum && !NarrowLanes())
        {
            return false;
        }

        // Lanes that end in one sum must be narrow together, not each by itself.
        if (sums == 1 && _isOneSum && !range.Fits(1, _task.Bits, range.Top))
        {
            return false;
        }

        if (sums > 1 && !range.Fits(sums, _task.Bits, top))
        {
            return false;
        }

        return squares == 0
            || (squares > 0 && range.IsOrdinary && range.Squared.Fits(squares, _task.Bits, 2 * top)
                && (typeof(T) != typeof(double) || range.Squared.Unit >= -1074));
    }

    /// <summary>Whether one slice is enough, lane by lane: exponents at most 29 - Bits apart (float32).</summary>
    private bool NarrowLanes()
    {
        // Top - Unit = (E + 1) - (e - 23) must not exceed 53 - Bits. A lane of zeros has largest = 0, smallest + 1 = 0.
        var spread = Vector512.ShiftRightLogical(_task.Largest, 52).AsInt64()
            - Vector512.ShiftRightLogical(_task.Smallest + Vector512<ulong>.One, 52).AsInt64();
        return Vector512.LessThanOrEqualAll(spread, Vector512.Create(29L - _task.Bits));
    }

    /// <summary>Slices of samples and of squares; more of both at higher levels.</summary>
    private (int Sums, int Squares) Plan(int level) => (typeof(T) == typeof(double), _squares) switch
    {
        (false, false) => (level + 1, 0),
        (false, true) => (level + 1, Math.Min(level + 2, 3)),
        (true, false) => (Math.Min(level + 2, 3), 0),
        (true, true) => (Math.Min(level + 2, 3), Math.Min(level + 2, 3)),
    };

    private bool Uses(int slot)
    {
        var (sums, squares) = _used;
        return (slot / 3) switch
        {
            0 => slot < sums,
            1 => slot - 3 < squares,
            _ => LaneKernel.HasLowParts<T>() && slot - 6 < squares,
        };
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Run()
    {
        _used = Plan(_level);
        switch (_used)
        {
            case (1, 0):
                Run<OneSlices, NoneSlices>();
                break;
            case (2, 0):
                Run<TwoSlices, NoneSlices>();
                break;
            case (3, 0):
                Run<ThreeSlices, NoneSlices>();
                break;
            case (1, 2):
                Run<OneSlices, TwoSlices>();
                break;
            case (2, 2):
                Run<TwoSlices, TwoSlices>();
                break;
            case (2, 3):
                Run<TwoSlices, ThreeSlices>();
                break;
            default:
                Run<ThreeSlices, ThreeSlices>();
                break;
        }
    }

    private void Run<TSums, TSquares>()
        where TSums : struct, ISlices
        where TSquares : struct, ISlices
    {
        if (_masked)
        {
            LaneKernel.Run<T, TSums, TSquares, OneSlices>(ref _task);
        }
        else
        {
            LaneKernel.Run<T, TSums, TSquares, NoneSlices>(ref _task);
        }
    }

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
        if (double.IsNaN(value) || value == _task.Missing)
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
