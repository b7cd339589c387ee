using System.Globalization;
using System.Numerics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Etalon.Cubes.Tests;

public sealed class FixedDecimalsTests
{
    [Theory]
    [InlineData(0.0, 10, "0.0000000000")]
    [InlineData(-0.0, 6, "-0.000000")]
    [InlineData(280.34558105468750, 10, "280.3455810547")]
    [InlineData(0.99999999999, 10, "1.0000000000")]
    [InlineData(-9.99999999996, 10, "-10.0000000000")]
    [InlineData(0.00048828125, 10, "0.0004882812")]
    [InlineData(0.00146484375, 10, "0.0014648438")]
    [InlineData(1e20, 6, "100000000000000000000.000000")]
    [InlineData(8999999999999998.5, 1, "8999999999999998.0")]
    [InlineData(2.5, 0, "2")]
    [InlineData(3.5, 0, "4")]
    [InlineData(double.NaN, 10, "nan")]
    [InlineData(double.PositiveInfinity, 10, "inf")]
    [InlineData(double.NegativeInfinity, 10, "-inf")]
    public void Numbers_look_as_C_prints_them(double value, int decimals, string text) => Assert.Equal(text, Write(value, decimals));

    [Fact]
    public void Every_number_is_rounded_from_its_exact_value_with_halves_to_even() => Prop.ForAll(
        Gen.Two(ArbMap.Default.GeneratorFor<long>()).Select(pair => Number(pair.Item1, pair.Item2)).ToArbitrary(),
        value => Assert.Equal(Exact(value, 10), Write(value, 10))).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void The_longest_number_has_room() => Assert.Equal(309 + 1 + 10 + 1, Write(double.MinValue, 10).Length);

    [Fact]
    public void Too_little_room_is_refused() => Assert.Throws<ArgumentException>(() => FixedDecimals.Write(1, 6, new byte[20]));

    private static double Number(long mantissa, long scale) => mantissa % (1L << 53) / Math.Pow(2, (int)(Math.Abs(scale % 90))) / (scale % 3 == 0 ? 5 : 1);

    private static string Write(double value, int decimals)
    {
        var target = new byte[FixedDecimals.Longest];
        return Encoding.ASCII.GetString(target, 0, FixedDecimals.Write(value, decimals, target));
    }

    /// <summary>With whole numbers of any length: a double is a whole number times a power of two.</summary>
    private static string Exact(double value, int decimals)
    {
        var bits = BitConverter.DoubleToInt64Bits(Math.Abs(value));
        var exponent = (int)(bits >> 52);
        BigInteger mantissa = exponent == 0 ? bits : (bits & ((1L << 52) - 1)) | (1L << 52);
        var power = Math.Max(1, exponent) - 1075;
        var scaled = mantissa * BigInteger.Pow(10, decimals);
        BigInteger rounded;
        if (power >= 0)
        {
            rounded = scaled << power;
        }
        else
        {
            rounded = BigInteger.DivRem(scaled, BigInteger.One << -power, out var rest);
            var half = (rest * 2).CompareTo(BigInteger.One << -power);
            rounded += half > 0 || (half == 0 && !rounded.IsEven) ? 1 : 0;
        }

        var digits = rounded.ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        return $"{(double.IsNegative(value) ? "-" : "")}{digits[..^decimals]}.{digits[^decimals..]}";
    }
}
