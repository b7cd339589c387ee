using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Etalon.Cubes;

namespace Etalon.Numerics;

/// <summary>
/// Many running sums that are exact, so that they do not depend on the order of additions, on how data were cut, or on who
/// added what.
/// </summary>
/// <remarks>
/// Each sum is held as an unevaluated sum of a few doubles (<c>planes</c>), which an addition passes through by exact two-sums.
/// If a part is left at the end (the sum needs more bits than there are planes, or overflowed), the sum is emptied into a
/// <see cref="Superaccumulator"/> of <see cref="OutsizeSums"/> and the planes start from zero again: rare, and as exact. Infinities
/// are remembered there too. NaN must not be added: what is missing is not counted.
/// </remarks>
public sealed unsafe class ExactSums : IDisposable
{
    private readonly NativeBuffer _memory;
    private readonly double* _planes;
    private readonly long _pitch;
    private readonly OutsizeSums _outsize = new();

    /// <summary>Zero for a number of sums.</summary>
    /// <param name="count">How many sums.</param>
    /// <param name="planes">Doubles per sum, 2 to 4: 2 for sums of float32 and integers, 3 for float64, 4 for its squares.</param>
    /// <param name="pool">Where the memory comes from.</param>
    public ExactSums(int count, int planes, BufferPool pool)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(planes, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(planes, 4);
        Count = count;
        Planes = planes;
        _pitch = (count + 7L) & ~7L;
        _memory = pool.Rent(Bytes(count, planes));
        _planes = (double*)_memory.Pointer;
        NativeMemory.Clear(_planes, (nuint)_memory.Length);
    }

    /// <summary>How many sums.</summary>
    public int Count { get; }

    /// <summary>Doubles per sum.</summary>
    public int Planes { get; }

    /// <summary>Sums that needed more than their planes.</summary>
    public int Spilled => _outsize.Spilled;

    /// <summary>Whether two planes hold all that was added.</summary>
    public bool IsPlain => Planes == 2 && _outsize.IsEmpty;

    /// <summary>Bytes that so many sums hold.</summary>
    public static long Bytes(long count, int planes) => ((count + 7) & ~7L) * planes * sizeof(double);

    /// <summary>Adds a number that is not NaN.</summary>
    public void Add(int index, double value)
    {
        if (!double.IsFinite(value))
        {
            _outsize.AddInfinity(index, value);
            return;
        }

        var rest = value;
        for (var plane = 0; plane < Planes && rest != 0; plane++)
        {
            var at = _planes + (plane * _pitch) + index;
            var sum = DoubleDouble.TwoSum(*at, rest);
            if (!double.IsFinite(sum.High))
            {
                Spill(index).Add(rest);
                return;
            }

            *at = sum.High;
            rest = sum.Low;
        }

        if (rest != 0)
        {
            Spill(index).Add(rest);
        }
    }

    /// <summary>Adds the square of a number that is not NaN, without rounding it.</summary>
    public void AddSquare(int index, double value)
    {
        var magnitude = Math.Abs(value);
        if (double.IsInfinity(value))
        {
            _outsize.AddInfinity(index, magnitude);
        }
        else if (magnitude is (> 1e-140 and < 1e150) or 0)
        {
            var square = DoubleDouble.TwoProduct(value, value);
            Add(index, square.High);
            Add(index, square.Low);
        }
        else
        {
            Spill(index).AddSquare(value);
        }
    }

    /// <summary>Adds an integer of any size.</summary>
    public void AddInteger(int index, UInt128 magnitude, bool negative)
    {
        // Digits of 32 bits are exact in double, and their sums stay within two planes.
        for (var digit = 0; magnitude != 0; digit++, magnitude >>= 32)
        {
            var part = Math.ScaleB((uint)magnitude, 32 * digit);
            Add(index, negative ? -part : part);
        }
    }

    /// <summary>Adds eight finite numbers to eight neighbouring sums.</summary>
    public void AddLanes(int index, Vector512<double> values)
    {
        var at = _planes + index;
        var (first, rest) = TwoSum(Vector512.Load(at), values);
        var (second, left) = TwoSum(Vector512.Load(at + _pitch), rest);
        var (third, fourth) = (Vector512<double>.Zero, Vector512<double>.Zero);
        if (Planes > 2)
        {
            (third, left) = TwoSum(Vector512.Load(at + (2 * _pitch)), left);
        }

        if (Planes > 3)
        {
            (fourth, left) = TwoSum(Vector512.Load(at + (3 * _pitch)), left);
        }

        // NaN (from an overflow) is unequal to zero too.
        if (!Vector512.EqualsAll(left, Vector512<double>.Zero))
        {
            AddOneByOne(index, values);
            return;
        }

        first.Store(at);
        second.Store(at + _pitch);
        if (Planes > 2)
        {
            third.Store(at + (2 * _pitch));
        }

        if (Planes > 3)
        {
            fourth.Store(at + (3 * _pitch));
        }
    }

    /// <summary>Adds everything others have seen.</summary>
    public void Merge(ExactSums other)
    {
        for (var plane = 0; plane < other.Planes; plane++)
        {
            var from = other._planes + (plane * other._pitch);
            for (var i = 0; i < Count; i += Vector512<double>.Count)
            {
                AddLanes(i, Vector512.Load(from + i));
            }
        }

        _outsize.Merge(other._outsize);
    }

    /// <summary>The exact sum as the nearest double and the nearest double to what is left: a function of the value alone.</summary>
    public DoubleDouble Round(int index)
    {
        if (_outsize.Infinity(index) is { } infinite)
        {
            return new DoubleDouble(infinite, 0);
        }

        if (_outsize.Find(index) is null)
        {
            var at = _planes + index;
            var tail = Planes == 2 ? new DoubleDouble(at[_pitch], 0) : DoubleDouble.TwoSum(at[_pitch], at[2 * _pitch]);
            var more = Planes == 4 ? DoubleDouble.TwoSum(tail.Low, at[3 * _pitch]) : new DoubleDouble(tail.Low, 0);
            var head = DoubleDouble.TwoSum(at[0], tail.High);
            var rest = DoubleDouble.TwoSum(head.Low, more.High);
            if (rest.Low == 0 && more.Low == 0)
            {
                // Two doubles hold all: one IEEE addition rounds their sum rightly, one two-sum gives what is left.
                return Canonical(DoubleDouble.TwoSum(head.High, rest.High));
            }
        }

        return Slow(index).Round();
    }

    /// <summary>The means of eight neighbouring sums, the first at a multiple of eight, bit by bit as <see cref="Round"/> and one division give them.</summary>
    /// <param name="index">The first sum.</param>
    /// <param name="count">How many numbers were added to each.</param>
    /// <param name="means">NaN where there are none.</param>
    /// <returns>False where one of them has to be asked for by itself.</returns>
    public bool TryMeanLanes(int index, Vector512<double> count, out Vector512<double> means)
    {
        var isDone = TryRoundLanes(index, out var sums);
        means = DoubleDoubleLanes.Mean(sums, count);
        return isDone;
    }

    /// <summary>The means of eight neighbouring sums, each between two numbers that are at most 2^-48 of it apart.</summary>
    /// <param name="index">The first sum, a multiple of eight.</param>
    /// <param name="reciprocal">One divided by how many numbers were added to each, as near as a double comes.</param>
    /// <returns>Lower and upper bounds; NaN where the reciprocal is infinite.</returns>
    public (Vector512<double> Least, Vector512<double> Most) MeanBounds(int index, Vector512<double> reciprocal)
    {
        // Three roundings of at most 2^-53 each lie between this and the mean, and one more between the mean and its nearest double.
        var mean = (Vector512.Load(_planes + index) + Vector512.Load(_planes + _pitch + index)) * reciprocal;
        var doubt = Vector512.Abs(mean) * Vector512.Create(1.0 / (1L << 50));
        return (mean - doubt, mean + doubt);
    }

    /// <summary>The variances of eight neighbouring sums, as <see cref="DoubleDouble.Variance"/> gives them.</summary>
    /// <param name="index">The first sum, a multiple of eight.</param>
    /// <param name="squares">The sums of squares.</param>
    /// <param name="count">How many numbers were added to each.</param>
    /// <param name="ddof">Degrees of freedom to subtract.</param>
    /// <param name="variances">NaN where no degree of freedom is left.</param>
    /// <returns>False where one of them has to be asked for by itself.</returns>
    public bool TryVarianceLanes(int index, ExactSums squares, Vector512<double> count, double ddof, out Vector512<double> variances)
    {
        if (!TryRoundLanes(index, out var sums) || !squares.TryRoundLanes(index, out var more))
        {
            variances = default;
            return false;
        }

        variances = DoubleDoubleLanes.Variance(sums, more, count, ddof);
        return true;
    }

    /// <summary>The exact sum as an integer; for sums of integers.</summary>
    public Int128 ToInteger(int index)
    {
        if (_outsize.Find(index) is not null)
        {
            return Slow(index).ToInteger();
        }

        var total = Int128.Zero;
        for (var plane = 0; plane < Planes; plane++)
        {
            total += (Int128)_planes[(plane * _pitch) + index];
        }

        return total;
    }

    /// <summary>Writes everything.</summary>
    public void Save(IBufferWriter<byte> writer)
    {
        writer.Write(new ReadOnlySpan<byte>(_planes, checked((int)Bytes(Count, Planes))));
        _outsize.Save(writer);
    }

    /// <summary>Replaces everything by what was saved, and returns what follows it.</summary>
    public ReadOnlySpan<byte> Load(ReadOnlySpan<byte> saved)
    {
        var bytes = checked((int)Bytes(Count, Planes));
        saved[..bytes].CopyTo(new Span<byte>(_planes, bytes));
        return _outsize.Load(saved[bytes..]);
    }

    /// <inheritdoc />
    public void Dispose() => _memory.Dispose();

    /// <summary>Zero has one sign, whatever was added.</summary>
    private static DoubleDouble Canonical(DoubleDouble value) => new(value.High + 0.0, value.Low + 0.0);

    private static (Vector512<double> Sum, Vector512<double> Left) TwoSum(Vector512<double> a, Vector512<double> b)
    {
        var sum = a + b;
        var part = sum - a;
        return (sum, (a - (sum - part)) + (b - part));
    }

    /// <summary>What <see cref="Round"/> says of eight neighbouring sums.</summary>
    private bool TryRoundLanes(int index, out DoubleDoubleLanes sums)
    {
        var at = _planes + index;
        var second = Vector512.Load(at + _pitch);
        if (Planes == 2)
        {
            sums = DoubleDoubleLanes.TwoSum(Vector512.Load(at), second);
        }
        else
        {
            var tail = DoubleDoubleLanes.TwoSum(second, Vector512.Load(at + (2 * _pitch)));
            var head = DoubleDoubleLanes.TwoSum(Vector512.Load(at), tail.High);
            var rest = DoubleDoubleLanes.TwoSum(head.Low, tail.Low);
            sums = DoubleDoubleLanes.TwoSum(head.High, rest.High);
            if (!Vector512.EqualsAll(rest.Low, Vector512<double>.Zero))
            {
                return false;
            }
        }

        sums = new DoubleDoubleLanes(sums.High + Vector512<double>.Zero, sums.Low + Vector512<double>.Zero);
        var isFinite = Vector512.LessThanOrEqualAll(Vector512.Abs(sums.High), Vector512.Create(double.MaxValue));
        return isFinite && Planes < 4 && _outsize.IsEmpty;
    }

    private void AddOneByOne(int index, Vector512<double> values)
    {
        for (var lane = 0; lane < Vector512<double>.Count && index + lane < Count; lane++)
        {
            Add(index + lane, values[lane]);
        }
    }

    /// <summary>Empties the planes of a sum into its superaccumulator.</summary>
    private Superaccumulator Spill(int index)
    {
        var sum = _outsize.Of(index);
        for (var plane = 0; plane < Planes; plane++)
        {
            sum.Add(_planes[(plane * _pitch) + index]);
            _planes[(plane * _pitch) + index] = 0;
        }

        return sum;
    }

    private Superaccumulator Slow(int index)
    {
        var all = new Superaccumulator();
        for (var plane = 0; plane < Planes; plane++)
        {
            all.Add(_planes[(plane * _pitch) + index]);
        }

        if (_outsize.Find(index) is { } sum)
        {
            all.Merge(sum);
        }

        return all;
    }
}
