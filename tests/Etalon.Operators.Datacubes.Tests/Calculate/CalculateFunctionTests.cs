using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes.Tests;

/// <summary>How far vector functions are from the truth, which numpy's 80-bit functions know to 11 more bits.</summary>
public sealed class CalculateFunctionTests(Python python) : IClassFixture<Python>
{
    private const string Ulps = """
        np.seterr(all="ignore")
        wide = lambda v: v.astype(np.longdouble)
        true = FUNCTION
        low = wide(r) - true
        unit = np.spacing(np.abs(true.astype(r.dtype))).astype(np.longdouble)
        fine = np.isfinite(true.astype(r.dtype)) & np.isfinite(r)
        out["ulps"] = np.array([np.max(np.abs(low[fine]) / unit[fine])])
        out["odd"] = np.array([np.sum(~fine & ~((r == true.astype(r.dtype)) | (np.isnan(r) & np.isnan(true))))])
        """;

    [Theory]
    [InlineData("exp(x)", "np.exp(wide(x))", -750, 715, 1)]
    [InlineData("exp(x)", "np.exp(wide(x))", -1, 1, 1)]
    [InlineData("log(x)", "np.log(wide(x))", -1, 1e4, 1)]
    [InlineData("log(x)", "np.log(wide(x))", 0.5, 2, 1)]
    [InlineData("sin(x)", "np.sin(wide(x))", -4, 4, 1)]
    [InlineData("sin(x)", "np.sin(wide(x))", -2e6, 2e6, 1)]
    [InlineData("cos(x)", "np.cos(wide(x))", -4, 4, 1)]
    [InlineData("cos(x)", "np.cos(wide(x))", -2e6, 2e6, 1)]
    [InlineData("x^1.37", "np.power(wide(x), wide(np.float64(1.37)))", 0, 1e5, 2)]
    [InlineData("abs(x)^-77.5", "np.power(np.abs(wide(x)), wide(np.float64(-77.5)))", -3e4, 3e4, 2)]
    [InlineData("pow(abs(x), x)", "np.power(np.abs(wide(x)), wide(x))", -160, 160, 2)]
    public void Float64_is_within_the_ulps_promised(string ours, string numpy, double low, double high, double ulps)
    {
        var x = Numbers(SampleType.Float64, low, high, 7);

        AssertUlps(ours, numpy, x, ulps);
    }

    [Theory]
    [InlineData("exp(x)", "np.exp(wide(x))", -110, 90)]
    [InlineData("log(x)", "np.log(wide(x))", -1, 1e4)]
    [InlineData("log2(x)", "np.log2(wide(x))", 0, 1e4)]
    [InlineData("log10(x)", "np.log10(wide(x))", 0, 1e4)]
    [InlineData("sin(x)", "np.sin(wide(x))", -1e7, 1e7)]
    [InlineData("cos(x)", "np.cos(wide(x))", -10, 10)]
    [InlineData("tan(x)", "np.tan(wide(x))", -10, 10)]
    [InlineData("abs(x)^2.5", "np.power(np.abs(wide(x)), wide(np.float64(2.5)))", -1e4, 1e4)]
    public void Float32_is_the_true_value_rounded_but_for_near_ties(string ours, string numpy, double low, double high)
    {
        var x = Numbers(SampleType.Float32, low, high, 9);

        AssertUlps(ours, numpy, x, 0.5001);
    }

    [Theory]
    [InlineData("exp(x)")]
    [InlineData("log(x)")]
    [InlineData("sin(x)")]
    [InlineData("cos(x)")]
    [InlineData("x^0.3")]
    [InlineData("2.5^x")]
    public void A_sample_gives_the_same_bits_in_any_company(string ours)
    {
        foreach (var type in (SampleType[])[SampleType.Float32, SampleType.Float64])
        {
            var wild = RandomCubes.Wild(new Random(5), RandomCubes.Info(type, 997) with { Name = "x" });
            var whole = Harness.Check(new CalculateSamples(), new CalculateSamples.Parameters(ours), ("x", wild))[0].ToDoubles();
            for (var i = 0; i < whole.Length; i += 83)
            {
                var alone = Harness.Run(new CalculateSamples(), new CalculateSamples.Parameters(ours), ("x", One(wild, i)))[0];

                Assert.Equal(BitConverter.DoubleToInt64Bits(whole[i]), BitConverter.DoubleToInt64Bits(alone.ToDoubles()[0]));
            }
        }
    }

    private static MemoryCube One(MemoryCube cube, int index)
    {
        var info = RandomCubes.Info(cube.Info.Type, 1) with { Name = "x" };
        var one = MemoryCube.Empty(info, info.Whole, 0);
        cube.Cut(new Region([index], [1])).Bytes.CopyTo(one.Bytes);
        return one;
    }

    private static MemoryCube Numbers(SampleType type, double low, double high, int seed)
    {
        var random = new Random(seed);
        var cube = MemoryCube.Empty(RandomCubes.Info(type, 20_000) with { Name = "x" }, new Region([0], [20_000]), 0);
        for (var i = 0; i < 20_000; i++)
        {
            var value = low + (random.NextDouble() * (high - low));
            double[] odd = [0, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, 1, Math.PI / 2, 1e-310];
            value = i < odd.Length ? odd[i] : value;
            if (type == SampleType.Float32)
            {
                cube.As<float>()[i] = (float)value;
            }
            else
            {
                cube.As<double>()[i] = value;
            }
        }

        return cube;
    }

    private void AssertUlps(string ours, string numpy, MemoryCube x, double allowed)
    {
        var result = Harness.Check(new CalculateSamples(), new CalculateSamples.Parameters(ours), ("x", x))[0];
        var measured = python.Run(Ulps.Replace("FUNCTION", numpy, StringComparison.Ordinal), ("x", x), ("r", result));

        Assert.True(measured["ulps"][0] <= allowed, string.Create(CultureInfo.InvariantCulture, $"{ours}: {measured["ulps"][0]:F4} ulp"));
        Assert.Equal(0, measured["odd"][0]);
    }
}
