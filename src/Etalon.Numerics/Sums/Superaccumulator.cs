using System.Numerics;

namespace Etalon.Numerics;

/// <summary>
/// The exact sum of any finite doubles and squares of doubles: a two's-complement fixed-point number that covers everything
/// from the square of the smallest double to far above the square of the largest.
/// </summary>
/// <remarks>
/// Bit 0 weighs 2^-2176 and there are 4480 bits, so 2^-2148 (the smallest square) and 2^63 times 2^2048 both fit. Wrapping
/// arithmetic makes additions commute, so the value never depends on their order. Slow (about 20 ns each); the fast path is
/// <see cref="ExactSums"/>.
/// </remarks>
public sealed class Superaccumulator
{
    /// <summary>64-bit digits.</summary>
    public const int Limbs = 70;

    private const int BaseExponent = -2176;
    private const int SubnormalExponent = -1074;

    private readonly ulong[] _limbs;

    /// <summary>Zero.</summary>
    public Superaccumulator() => _limbs = new ulong[Limbs];

    /// <summary>A value that was saved.</summary>
    public Superaccumulator(ReadOnlySpan<ulong> limbs) => _limbs = limbs[..Limbs].ToArray();

    /// <summary>The digits, least significant first; for saving.</summary>
    public ReadOnlySpan<ulong> Digits => _limbs;

    /// <summary>Back to zero.</summary>
    public void Clear() => Array.Clear(_limbs);

    /// <summary>Adds a finite number.</summary>
    public void Add(double value)
    {
        var (mantissa, exponent) = Split(value);
        AddShifted(mantissa, exponent, double.IsNegative(value));
    }

    /// <summary>Adds the square of a finite number, without rounding it.</summary>
    public void AddSquare(double value)
    {
        var (mantissa, exponent) = Split(value);
        AddShifted((UInt128)mantissa * mantissa, 2 * exponent, negative: false);
    }

    /// <summary>Adds an integer.</summary>
    public void AddInteger(UInt128 magnitude, bool negative)
    {
        AddShifted((ulong)magnitude, 0, negative);
        AddShifted((ulong)(magnitude >> 64), 64, negative);
    }

    /// <summary>Adds everything another one has seen.</summary>
    public void Merge(Superaccumulator other)
    {
        var carry = UInt128.Zero;
        for (var i = 0; i < Limbs; i++)
        {
            carry += (UInt128)_limbs[i] + other._limbs[i];
            _limbs[i] = (ulong)carry;
            carry >>= 64;
        }
    }

    /// <summary>The value as the nearest double and what is left, rounded to the nearest double again.</summary>
    public DoubleDouble Round()
    {
        var high = RoundOnce();
        if (!double.IsFinite(high))
        {
            return new DoubleDouble(high, 0);
        }

        Add(-high);
        var low = RoundOnce();
        Add(high);
        return new DoubleDouble(high, low);
    }

    /// <summary>The value as an integer, if it is one that fits.</summary>
    public Int128 ToInteger()
    {
        var at = -BaseExponent / 64;
        return (Int128)(((UInt128)_limbs[at + 1] << 64) | _limbs[at]);
    }

    private static (ulong Mantissa, int Exponent) Split(double value)
    {
        var bits = BitConverter.DoubleToUInt64Bits(value);
        var exponent = (int)(bits >> 52) & 0x7FF;
        var mantissa = bits & ((1UL << 52) - 1);
        return exponent == 0 ? (mantissa, SubnormalExponent) : (mantissa | (1UL << 52), exponent - 1075);
    }

    private void AddShifted(UInt128 magnitude, int exponent, bool negative)
    {
        var at = (exponent - BaseExponent) >> 6;
        var shift = (exponent - BaseExponent) & 63;
        Span<ulong> parts =
        [
            (ulong)(magnitude << shift),
            (ulong)((magnitude << shift) >> 64),
            shift == 0 ? 0 : (ulong)(magnitude >> (128 - shift)),
        ];
        // Subtraction adds the complement, with a one carried in; the complement of the absent digits above is all ones.
        var flip = negative ? ulong.MaxValue : 0;
        var carry = negative ? 1UL : 0;
        for (var i = 0; at + i < Limbs; i++)
        {
            var part = (i < parts.Length ? parts[i] : 0) ^ flip;
            var sum = (UInt128)_limbs[at + i] + part + carry;
            _limbs[at + i] = (ulong)sum;
            carry = (ulong)(sum >> 64);
            if (i >= parts.Length && carry == (negative ? 1UL : 0))
            {
                return;
            }
        }
    }

    /// <summary>Round to nearest, ties to even, down to subnormal numbers.</summary>
    private double RoundOnce()
    {
        var negative = (long)_limbs[^1] < 0;
        Span<ulong> magnitude = stackalloc ulong[Limbs];
        _limbs.CopyTo(magnitude);
        if (negative)
        {
            Negate(magnitude);
        }

        var top = magnitude.LastIndexOfAnyExcept(0UL);
        if (top < 0)
        {
            return 0;
        }

        var lead = (top * 64) + 63 - BitOperations.LeadingZeroCount(magnitude[top]);
        var unit = Math.Max(lead - 52, SubnormalExponent - BaseExponent);
        var mantissa = Bits(magnitude, unit);
        var half = unit > 0 && (magnitude[(unit - 1) >> 6] >> ((unit - 1) & 63) & 1) != 0;
        if (half && ((mantissa & 1) != 0 || AnyBelow(magnitude, unit - 1)))
        {
            mantissa++;
        }

        var value = Math.ScaleB(mantissa, unit + BaseExponent);
        return negative ? -value : value;
    }

    private static void Negate(Span<ulong> digits)
    {
        var carry = true;
        for (var i = 0; i < digits.Length; i++)
        {
            digits[i] = ~digits[i] + (carry ? 1UL : 0);
            carry = carry && digits[i] == 0;
        }
    }

    /// <summary>The 64 bits from a position upwards; callers know that none are set above 53.</summary>
    private static ulong Bits(ReadOnlySpan<ulong> digits, int position)
    {
        var at = position >> 6;
        var shift = position & 63;
        var low = digits[at] >> shift;
        return shift == 0 || at + 1 == digits.Length ? low : low | (digits[at + 1] << (64 - shift));
    }

    private static bool AnyBelow(ReadOnlySpan<ulong> digits, int position)
    {
        var at = position >> 6;
        return digits[..at].ContainsAnyExcept(0UL) || (digits[at] & ((1UL << (position & 63)) - 1)) != 0;
    }
}
