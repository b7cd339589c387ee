using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Etalon.Numerics;

/// <summary>Runs a <see cref="LaneTask"/> with as few slices as make it exact; what worked last is tried first.</summary>
internal sealed unsafe class LaneTrial<T>
    where T : unmanaged
{
    private const ulong InfinityBits = 0x7FF0_0000_0000_0000;

    private static readonly bool IsFloat = typeof(T) == typeof(float) || typeof(T) == typeof(double);
    private static readonly int MantissaBits = typeof(T) == typeof(double) ? 52 : 23;
    private static readonly int SmallestUnit = typeof(T) == typeof(double) ? -1074 : -149;

    private readonly bool _squares;
    private LaneTask _task;
    private int _level;
    private (int Sums, int Squares) _used;
    private bool _masked;
    private bool _isOneSum;

    /// <summary>Ready to try.</summary>
    /// <param name="squares">Whether sums of squares are wanted too.</param>
    /// <param name="missing">The integer that is missing; null for floats, and where none is.</param>
    public LaneTrial(bool squares, Int128? missing)
    {
        _squares = squares;
        _task.Top = IsFloat ? 16 : 33;
        _task.Missing = missing is { } fill ? (double)fill : double.NaN;
        _masked = missing is not null;
    }

    /// <summary>What is to be run, and after a try what came out.</summary>
    public ref LaneTask Task => ref _task;

    /// <summary>Runs the task with the plan that worked last, then with the plan that its range calls for; false if none does.</summary>
    /// <param name="isOneSum">Whether all lanes end in one sum.</param>
    public bool TryExactly(bool isOneSum)
    {
        _isOneSum = isOneSum;
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

    /// <summary>Whether a slot of the task holds sums after the last try.</summary>
    public bool Uses(int slot)
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
}
