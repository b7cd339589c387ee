using System.Globalization;
using Etalon.Cubes;
using FsCheck;
using FsCheck.Fluent;

namespace Etalon.Operators.Datacubes.Tests;

public sealed class CastTests(Python python) : IClassFixture<Python>
{
    private static readonly SampleType[] Integers = [.. Enum.GetValues<SampleType>().Where(type => type.IsInteger())];

    [Fact]
    public void Clipped_integers_agree_with_whole_number_arithmetic() => Prop.ForAll(
        ArbMap.Default.ArbFor<int>(),
        seed =>
        {
            var random = new Random(seed);
            var (from, to) = (Integers[random.Next(8)], Integers[random.Next(8)]);
            var cube = RandomCubes.Measured(random, RandomCubes.Info(random, from));

            var result = Harness.Check(new Cast(), new Cast.Parameters(to, Outside: OutOfRange.Clip), ("cube", cube))[0];

            var (low, high) = to.Limits();
            for (var i = 0; i < cube.Info.Samples; i++)
            {
                var value = cube.Integer(i);
                var expected = value == cube.Info.Missing ? result.Info.Missing!.Value : Int128.Clamp(value, low, high);
                if (value != cube.Info.Missing && expected == result.Info.Missing)
                {
                    expected += expected > 0 ? -1 : 1;
                }

                Assert.Equal(expected, result.Integer(i));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Fact]
    public void Floats_become_integers_as_numpy_rounds_them()
    {
        (RoundingRule Rule, string Numpy)[] rules =
        [
            (RoundingRule.Even, "np.rint(v)"), (RoundingRule.Floor, "np.floor(v)"), (RoundingRule.Ceiling, "np.ceil(v)"),
            (RoundingRule.Truncate, "np.trunc(v)"), (RoundingRule.Away, "np.sign(v)*np.floor(np.abs(v)+0.5)"),
        ];
        var info = RandomCubes.Info(SampleType.Float32, 60, 50);
        var cube = RandomCubes.Measured(new Random(3), info);
        cube.As<float>()[0] = 0.5f;
        cube.As<float>()[1] = -2.5f;
        foreach (var (rule, numpy) in rules)
        {
            var result = Harness.Check(new Cast(), new Cast.Parameters(SampleType.Int16, 4, -100.25, rule), ("cube", cube))[0];

            var expected = python.Run($"v = x.astype('f8') * 4 + -100.25\nout['r'] = {numpy}", ("x", cube))["r"];
            Assert.Equal(expected, result.ToDoubles());
        }
    }

    [Fact]
    public void Half_precision_is_rounded_as_numpy_does_and_comes_back_exactly()
    {
        var cube = RandomCubes.Measured(new Random(6), RandomCubes.Info(SampleType.Float32, 40, 31));
        (cube.As<float>()[0], cube.As<float>()[1], cube.As<float>()[2]) = (65_519.9f, 7e-8f, -0f);

        var half = Harness.Check(new Cast(), new Cast.Parameters(SampleType.Float16), ("cube", cube))[0];
        var back = Harness.Check(new Cast(), new Cast.Parameters(SampleType.Float32), ("cube", half))[0];
        var widened = Harness.Check(new WidenOperator(), new WidenOperator.Parameters(), ("cube", half))[0];

        Assert.Equal(python.Run("out['r'] = x.astype(np.float16).astype(float)", ("x", cube))["r"], half.ToDoubles());
        Assert.Equal(half.ToDoubles(), back.ToDoubles());
        Assert.Equal(half.ToDoubles(), widened.ToDoubles());
    }

    [Fact]
    public void What_half_precision_cannot_hold_is_refused_or_clipped()
    {
        var cube = MemoryCube.Of<float>(RandomCubes.Info(SampleType.Float32, 3), [1, 70_000, float.NegativeInfinity]);

        var clipped = Harness.Check(new Cast(), new Cast.Parameters(SampleType.Float16, Outside: OutOfRange.Clip), ("cube", cube))[0];

        Assert.Equal([1, 65_504, double.NegativeInfinity], clipped.ToDoubles());
        Assert.Equal("value-out-of-range", Assert.Throws<RefusalException>(() => Harness.Run(new Cast(), new Cast.Parameters(SampleType.Float16), ("cube", cube))).Code);
    }

    [Fact]
    public void Packing_and_unpacking_stays_within_half_a_step()
    {
        var cube = RandomCubes.Measured(new Random(5), RandomCubes.Info(SampleType.Float64, 3000));

        var packed = Harness.Check(new Cast(), new Cast.Parameters(SampleType.Int16, 100, -28000), ("cube", cube))[0];
        var unpacked = Harness.Check(new Cast(), new Cast.Parameters(SampleType.Float64, 0.01, 280), ("cube", packed))[0];

        for (var i = 0; i < 3000; i++)
        {
            var (before, after) = (cube.As<double>()[i], unpacked.As<double>()[i]);
            Assert.True(double.IsNaN(before) ? double.IsNaN(after) : Math.Abs(before - after) <= 0.005 + 1e-12);
        }
    }

    [Theory]
    [InlineData(SampleType.UInt64, 18446744073709549568.0, true)]
    [InlineData(SampleType.UInt64, 18446744073709551616.0, false)]
    [InlineData(SampleType.UInt64, -1.0, false)]
    [InlineData(SampleType.Int64, 9223372036854774784.0, true)]
    [InlineData(SampleType.Int64, 9223372036854775808.0, false)]
    [InlineData(SampleType.Int8, -127.4, true)]
    [InlineData(SampleType.Int8, -128.0, false)]
    [InlineData(SampleType.Float32, 1e39, false)]
    [InlineData(SampleType.Float32, 3.4e38, true)]
    public void Range_ends_are_exact(SampleType type, double value, bool fits)
    {
        var cube = MemoryCube.Of<double>(RandomCubes.Info(SampleType.Float64, 2), [0, value]);

        if (fits)
        {
            var result = Harness.Check(new Cast(), new Cast.Parameters(type), ("cube", cube))[0];
            var expected = type.IsInteger() ? Math.Round(value) : (double)(float)value;
            Assert.Equal(expected, result.ToDoubles()[1]);
        }
        else
        {
            var refused = Assert.Throws<RefusalException>(() => Harness.Run(new Cast(), new Cast.Parameters(type), ("cube", cube)));
            Assert.Equal("value-out-of-range", refused.Code);
            Assert.Contains("a=1", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_does_not_fit_can_become_missing()
    {
        var cube = MemoryCube.Of<int>(RandomCubes.Info(SampleType.Int32, 4), [1, 300, -5, 255]);

        var result = Harness.Check(new Cast(), new Cast.Parameters(SampleType.UInt8, Outside: OutOfRange.Missing), ("cube", cube))[0];

        Assert.Equal([1, double.NaN, double.NaN, double.NaN], result.ToDoubles());
        Assert.Equal(255, result.Info.Missing);
    }

    [Fact]
    public void Real_samples_become_complex_and_complex_ones_stay()
    {
        var cube = MemoryCube.Of<double>(RandomCubes.Info(SampleType.Float64, 3), [1.5, double.NaN, -2]);

        var complex = Harness.Check(new Cast(), new Cast.Parameters(SampleType.Complex64), ("cube", cube))[0];
        var refused = Harness.Refused(new Cast(), new Cast.Parameters(SampleType.Float32), ("cube", complex));

        Assert.Equal(new Complex64(1.5f, 0), complex.As<Complex64>()[0]);
        Assert.True(float.IsNaN(complex.As<Complex64>()[1].Imaginary));
        Assert.Equal("wrong-sample-type", refused.Code);
    }

    [Theory]
    [InlineData("300")]
    [InlineData("x")]
    public void A_missing_value_that_the_type_cannot_hold_is_refused(string missing)
    {
        var cube = MemoryCube.Of<short>(RandomCubes.Info(SampleType.Int16, 1), [1]);

        var refused = Harness.Refused(new Cast(), new Cast.Parameters(SampleType.UInt8, Missing: missing), ("cube", cube));

        Assert.Equal("bad-missing", refused.Code);
        Assert.Contains(255.ToString(CultureInfo.InvariantCulture), refused.Help, StringComparison.Ordinal);
    }
}
