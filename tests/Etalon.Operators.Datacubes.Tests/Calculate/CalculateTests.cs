using Etalon.Cubes;
using FsCheck;
using FsCheck.Fluent;

namespace Etalon.Operators.Datacubes.Tests;

public sealed class CalculateTests(Python python) : IClassFixture<Python>
{
    [Fact]
    public void Random_expressions_agree_bit_for_bit_with_numpy() => Prop.ForAll(
        ArbMap.Default.ArbFor<int>(),
        seed =>
        {
            var random = new Random(seed);
            var info = RandomCubes.Info(random, random.Next(2) == 0 ? SampleType.Float32 : SampleType.Float64, most: 3);
            var x = RandomCubes.Wild(random, info with { Name = "x" });
            var y = RandomCubes.Measured(random, info with { Name = "y" });
            var (ours, numpy) = RandomExpressions.Of(random, ["x", "y"], 4);

            var result = Harness.Check(new CalculateSamples(), new CalculateSamples.Parameters(ours), ("cubes[0]", x), ("cubes[1]", y))[0];

            var expected = python.Run($"{RandomExpressions.Prelude}out['r'] = ({numpy}).astype(x.dtype)", ("x", x), ("y", y))["r"];
            var actual = result.ToDoubles();
            for (var i = 0; i < expected.Length; i++)
            {
                Assert.True(
                    expected[i] == actual[i] || (double.IsNaN(expected[i]) && double.IsNaN(actual[i])),
                    $"{ours}: {actual[i]:R} instead of {expected[i]:R} for x={x.ToDouble(i):R}, y={y.ToDouble(i):R}");
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    [Theory]
    [InlineData("exp(x)", "np.exp(x)")]
    [InlineData("log(x)", "np.log(x)")]
    [InlineData("log2(x)", "np.log2(x)")]
    [InlineData("log10(x)", "np.log10(x)")]
    [InlineData("sin(x)", "np.sin(x)")]
    [InlineData("cos(x)", "np.cos(x)")]
    [InlineData("tan(x)", "np.tan(x)")]
    [InlineData("asin(x)", "np.arcsin(x)")]
    [InlineData("acos(x)", "np.arccos(x)")]
    [InlineData("atan(x)", "np.arctan(x)")]
    [InlineData("sinh(x)", "np.sinh(x)")]
    [InlineData("cosh(x)", "np.cosh(x)")]
    [InlineData("tanh(x)", "np.tanh(x)")]
    [InlineData("x^1.5", "np.power(x, 1.5)")]
    [InlineData("pow(abs(x), y)", "np.where(np.isnan(x) | np.isnan(y), np.nan, np.power(np.abs(x), y))")]
    [InlineData("x^3", "np.power(x, 3)")]
    [InlineData("x^-1", "1 / x")]
    [InlineData("hypot(x, y)", "np.where(np.isnan(x) | np.isnan(y), np.nan, np.hypot(x, y))")]
    [InlineData("atan2(x, y)", "np.arctan2(x, y)")]
    [InlineData("deg2rad(x)", "np.deg2rad(x)")]
    [InlineData("rad2deg(x)", "np.rad2deg(x)")]
    public void Functions_agree_with_numpy_and_do_not_look_at_neighbours(string ours, string numpy)
    {
        foreach (var type in (SampleType[])[SampleType.Float32, SampleType.Float64])
        {
            var random = new Random(17);
            var info = RandomCubes.Info(type, 60, 60);
            var x = RandomCubes.Wild(random, info with { Name = "x" });
            var y = RandomCubes.Wild(random, info with { Name = "y" });
            for (var i = 0; i < info.Samples; i += 2)
            {
                // Half of them where functions are interesting.
                Set(x, i, (random.NextDouble() - 0.5) * 8);
                Set(y, i, (random.NextDouble() - 0.5) * 8);
            }

            // The harness cuts at random places: a function that looked at its neighbours would differ.
            (string, MemoryCube)[] inputs = ours.Contains('y', StringComparison.Ordinal) ? [("x", x), ("y", y)] : [("x", x)];
            var actual = Harness.Check(new CalculateSamples(), new CalculateSamples.Parameters(ours), inputs)[0].ToDoubles();

            var expected = python.Run($"np.seterr(all='ignore')\nx = x.astype('f8'); y = y.astype('f8')\nout['r'] = ({numpy})", ("x", x), ("y", y))["r"];
            for (var i = 0; i < actual.Length; i++)
            {
                Assert.True(
                    Agree(type, expected[i], actual[i]), $"{ours} of x={x.ToDouble(i):R}, y={y.ToDouble(i):R}: {actual[i]:R} instead of {expected[i]:R}");
            }
        }
    }

    [Fact]
    public void Cubes_broadcast_by_axis_name_as_in_numpy() => Prop.ForAll(
        ArbMap.Default.ArbFor<int>(),
        seed =>
        {
            var random = new Random(seed);
            var (t, y, x) = (new Axis("t", random.Next(1, 40)), new Axis("y", random.Next(1, 12)), new Axis("x", random.Next(1, 90)));
            MemoryCube Make(string name, SampleType type, params Axis[] axes) =>
                RandomCubes.Measured(random, new CubeInfo(name, [.. axes], type) { Missing = type == SampleType.Int16 ? 3 : null });
            var full = Make("full", SampleType.Float32, t, y, x);
            var turned = Make("turned", SampleType.Float32, x, t);
            var one = Make("one", SampleType.Int16, y with { Length = 1 }, x);
            var scalar = Make("scalar", SampleType.Float32);

            var result = Harness.Check(
                new CalculateSamples(), new CalculateSamples.Parameters("(full - turned) * scalar + one"),
                ("cubes[0]", one), ("cubes[1]", turned), ("cubes[2]", full), ("cubes[3]", scalar))[0];

            const string script = """
                one = np.where(one == 3, np.float32('nan'), one.astype('f4'))
                out['r'] = (full - turned.T[:, None, :]) * scalar + one[None]
                """;
            Assert.Equal(python.Run(script, ("full", full), ("turned", turned), ("one", one), ("scalar", scalar))["r"], result.ToDoubles());
            Assert.Equal(["t", "y", "x"], result.Info.Axes.Select(axis => axis.Name));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    [Fact]
    public void Whole_numbers_stay_whole_and_agree_with_numpy() => Prop.ForAll(
        ArbMap.Default.ArbFor<int>(),
        seed =>
        {
            var random = new Random(seed);
            var info = RandomCubes.Info(SampleType.Int32, random.Next(1, 3000));
            var x = RandomCubes.Measured(random, info with { Name = "x", Missing = 5 }, missing: 0.2);
            var y = RandomCubes.Measured(random, info with { Name = "y" });

            var result = Harness.Check(
                new CalculateSamples(), new CalculateSamples.Parameters("max(x % 1000 + 1, -y) * 3 - where(x > y, x^2 % 7, 2) + sign(y)"), ("cubes[0]", x), ("cubes[1]", y))[0];

            const string script = """
                m = x == 5
                x = x.astype('i8'); y = y.astype('i8')
                r = np.maximum(x % 1000 + 1, -y) * 3 - np.where(x > y, x**2 % 7, 2) + np.sign(y)
                out['r'] = np.where(m, np.nan, r)
                """;
            Assert.Equal(SampleType.Int64, result.Info.Type);
            Assert.Equal(python.Run(script, ("x", x), ("y", y))["r"], result.ToDoubles());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    [Theory]
    [InlineData("x * x * x")]
    [InlineData("x + 9007199254740992^2")]
    [InlineData("x % (x - x)")]
    public void Whole_numbers_never_overflow_silently(string expression)
    {
        var x = MemoryCube.Of<long>(RandomCubes.Info(SampleType.Int64, 3) with { Name = "x" }, [1, 2, 1L << 40]);

        var refused = Assert.Throws<RefusalException>(() => Harness.Run(new CalculateSamples(), new CalculateSamples.Parameters(expression), ("x", x)));

        Assert.Equal("integer-overflow", refused.Code);
    }

    [Fact]
    public void Complex_samples_are_taken_apart()
    {
        var z = MemoryCube.Of<Complex64>(RandomCubes.Info(SampleType.Complex64, 2) with { Name = "z" }, [new(3, -4), new(0, 1)]);

        var result = Harness.Check(new CalculateSamples(), new CalculateSamples.Parameters("abs(z) + 10 * real(z) + 100 * imag(z)"), ("z", z))[0];
        var refused = Harness.Refused(new CalculateSamples(), new CalculateSamples.Parameters("z + 1"), ("z", z));

        Assert.Equal([-365, 101], result.ToDoubles());
        Assert.Equal("wrong-sample-type", refused.Code);
    }

    [Fact]
    public void A_condition_is_a_byte_with_255_for_missing()
    {
        var x = MemoryCube.Of<float>(RandomCubes.Info(SampleType.Float32, 3) with { Name = "x" }, [1, float.NaN, 3]);

        var result = Harness.Check(new CalculateSamples(), new CalculateSamples.Parameters("x > 2"), ("x", x))[0];

        Assert.Equal([0, 255, 1], result.As<byte>().ToArray());
        Assert.Equal(255, result.Info.Missing);
    }

    [Fact]
    public void Only_the_cubes_that_are_named_are_read()
    {
        var x = RandomCubes.Info(SampleType.Float32, 5) with { Name = "x" };
        var inputs = Inputs.Of(("cubes[0]", x), ("cubes[1]", x with { Name = "y", Axes = [new Axis("other", 3)] }));

        var description = new CalculateSamples().Describe(new CalculateSamples.Parameters("x * 2"), inputs);

        Assert.Equal(1, description.Outputs[0].Rank);
        Assert.Null(description.Demand!(description.Outputs[0].Whole)[1]);
    }

    /// <summary>Within two units of the last place of either type; both sides round, and libraries differ in the last one.</summary>
    private static bool Agree(SampleType type, double expected, double actual)
    {
        var want = type == SampleType.Float32 ? (float)expected : expected;
        var (relative, absolute) = type == SampleType.Float32 ? (2.5e-7, 3e-45) : (4.5e-16, 1e-323);
        return actual == want || (double.IsNaN(actual) && double.IsNaN(want)) || Math.Abs(actual - want) <= (relative * Math.Abs(want)) + absolute;
    }

    private static void Set(MemoryCube cube, int index, double value)
    {
        if (cube.Info.Type == SampleType.Float32)
        {
            cube.As<float>()[index] = (float)value;
        }
        else
        {
            cube.As<double>()[index] = value;
        }
    }
}
