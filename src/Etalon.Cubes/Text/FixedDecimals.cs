using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Etalon.Cubes;

/// <summary>Numbers as text with a fixed number of decimals, straight into bytes: some ten times as fast as the general way.</summary>
/// <remarks>
/// The text is that of C's <c>printf("%.10f")</c>, the last decimal included: what is rounded is the exact value, halves go to the even digit. The
/// fraction times a power of ten is held as a sum of two numbers, the second being the rounding error of the first, so nothing is lost.
/// </remarks>
public static class FixedDecimals
{
    /// <summary>Room that every number fits into: 309 digits, the decimals, sign and point.</summary>
    public const int Longest = 328;

    /// <summary>The most decimals.</summary>
    public const int MostDecimals = 10;

    // Whole numbers below it are exact, and so is what is left behind the point.
    private const double Large = 9e15;

    private static readonly double[] Scales = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10];

    private static ReadOnlySpan<byte> Pairs =>
        "0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849"u8 +
        "5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899"u8;

    /// <summary>Writes a number and says how many bytes it took.</summary>
    /// <param name="value">The number; <c>nan</c>, <c>inf</c> and <c>-inf</c> are written as such.</param>
    /// <param name="decimals">0 to <see cref="MostDecimals"/>.</param>
    /// <param name="target">At least <see cref="Longest"/> bytes.</param>
    public static int Write(double value, int decimals, Span<byte> target)
    {
        if ((uint)decimals > MostDecimals || target.Length < Longest)
        {
            throw Wrong(decimals, target.Length);
        }

        var magnitude = Math.Abs(value);
        if (!(magnitude < Large))
        {
            return Rare(value, decimals, target);
        }

        var at = 0;
        if (double.IsNegative(value))
        {
            target[at++] = (byte)'-';
        }

        var (whole, digits) = Parts(magnitude, Scales[decimals]);
        if (whole < 10)
        {
            target[at++] = (byte)('0' + whole);
        }
        else
        {
            _ = whole.TryFormat(target[at..], out var written, default, CultureInfo.InvariantCulture);
            at += written;
        }

        if (decimals == 0)
        {
            return at;
        }

        target[at++] = (byte)'.';
        Decimals(digits, decimals, target[at..]);
        return at + decimals;
    }

    /// <summary>The whole part, and what is behind the point as a number of so many digits, rounded.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (ulong Whole, ulong Digits) Parts(double magnitude, double scale)
    {
        var whole = (ulong)magnitude;
        var fraction = magnitude - whole;
        var product = fraction * scale;
        var error = Math.FusedMultiplyAdd(fraction, scale, -product);
        var digits = (ulong)product;
        var beyond = product - digits - 0.5 + error;
        if (beyond > 0 || (beyond == 0 && ((scale == 1 ? whole : digits) & 1) != 0))
        {
            digits++;
        }

        return digits == (ulong)scale ? (whole + 1, 0) : (whole, digits);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Decimals(ulong digits, int decimals, Span<byte> target)
    {
        if (decimals == MostDecimals)
        {
            var high = (uint)(digits / 100_000_000);
            var low = (uint)(digits - (high * 100_000_000UL));
            var (first, last) = (low / 10_000, low % 10_000);
            Pair(high, target);
            Pair(first / 100, target[2..]);
            Pair(first % 100, target[4..]);
            Pair(last / 100, target[6..]);
            Pair(last % 100, target[8..]);
            return;
        }

        for (var i = decimals - 1; i >= 0; i--)
        {
            target[i] = (byte)('0' + (digits % 10));
            digits /= 10;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pair(uint number, Span<byte> target) =>
        MemoryMarshal.Write(target, Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref MemoryMarshal.GetReference(Pairs), 2 * number)));

    private static ArgumentException Wrong(int decimals, int room) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{decimals} decimals in {room} bytes: at most {MostDecimals} decimals, at least {Longest} bytes."), nameof(decimals));

    private static int Rare(double value, int decimals, Span<byte> target)
    {
        if (!double.IsFinite(value))
        {
            var word = double.IsNaN(value) ? "nan"u8 : value > 0 ? "inf"u8 : "-inf"u8;
            word.CopyTo(target);
            return word.Length;
        }

        // Numbers this large have no fraction; their decimals are zeros.
        _ = value.TryFormat(target, out var written, $"F{decimals.ToString(CultureInfo.InvariantCulture)}", CultureInfo.InvariantCulture);
        return written;
    }
}
