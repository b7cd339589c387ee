using Etalon.Cubes;

namespace Etalon.Operators.Datacubes.Tests;

public sealed class CorrelateTests(Python python) : IClassFixture<Python>
{
    /// <summary>numpy's own correlation of the pairs that are present, cell by cell.</summary>
    private const string Reference = """
        a, b = a.astype(float), np.broadcast_to(b.astype(float), a.shape)
        if fill is not None: a[a == fill] = np.nan
        a, b = [np.moveaxis(v, axes, range(-len(axes), 0)).reshape(-1, int(np.prod([v.shape[i] for i in axes]))) for v in (a, b)]
        r = []
        np.seterr(all="ignore")
        for x, y in zip(a, b):
            both = ~(np.isnan(x) | np.isnan(y))
            x, y = x[both], y[both]
            r.append(np.corrcoef(x - x.mean(), y - y.mean())[0, 1] if len(x) > 1 and np.ptp(x) > 0 and np.ptp(y) > 0 else np.nan)
        out["r"] = np.array(r)
        """;

    [Theory]
    [InlineData(SampleType.Float32, SampleType.Float32)]
    [InlineData(SampleType.Float64, SampleType.Float64)]
    [InlineData(SampleType.Int16, SampleType.Float32)]
    [InlineData(SampleType.Int32, SampleType.Float64)]
    public void Any_axes_of_any_types_agree_with_numpy(SampleType type, SampleType otherType)
    {
        for (var seed = 0; seed < 5; seed++)
        {
            var random = new Random(seed + (17 * (int)type));
            var info = RandomCubes.Info(random, type, most: 3);
            var otherInfo = info with { Type = otherType, Missing = null };
            var (cube, other) = (RandomCubes.Measured(random, info), RandomCubes.Measured(random, otherInfo, missing: 0.2));
            var axes = Enumerable.Range(0, info.Rank).Where(_ => random.Next(2) == 0).DefaultIfEmpty(0).ToArray();

            var parameters = new Correlate.Parameters([.. axes.Select(axis => info.Axes[axis].Name)]);
            var result = Harness.Check(new Correlate(), parameters, ("cube", cube), ("other", other))[0];

            AssertClose(Expected(cube, other, axes), result);
        }
    }

    [Fact]
    public void A_cube_is_correlated_with_an_index_series()
    {
        var random = new Random(3);
        var cube = RandomCubes.Measured(random, RandomCubes.Info(SampleType.Float32, 200, 5, 20));
        var index = RandomCubes.Measured(random, RandomCubes.Info(SampleType.Float32, 200, 1, 1));
        var series = MemoryCube.Of<float>(index.Info with { Axes = [index.Info.Axes[0]] }, index.As<float>());

        var result = Harness.Check(new Correlate(), new Correlate.Parameters(["a"]), ("cube", cube), ("other", series))[0];

        Assert.Equal<long>([5, 20], result.Region.Length);
        AssertClose(Expected(cube, index, 0), result);
    }

    [Fact]
    public void A_large_mean_costs_no_digits_and_a_constant_has_no_correlation()
    {
        var info = RandomCubes.Info(SampleType.Float64, 4);
        var rising = MemoryCube.Of<double>(info, [1e8, 1e8 + 1, 1e8 + 2, 1e8 + 3]);
        var falling = MemoryCube.Of<double>(info, [-1e-3, -2e-3, -3e-3, -4e-3]);
        var constant = MemoryCube.Of<double>(info, [0.1, 0.1, 0.1, 0.1]);

        Assert.Equal(-1, Of(rising, falling), 15);
        Assert.Equal(1, Of(rising, rising), 15);
        Assert.Equal(double.NaN, Of(rising, constant));

        static double Of(MemoryCube a, MemoryCube b) =>
            Harness.Check(new Correlate(), new Correlate.Parameters(), ("cube", a), ("other", b))[0].ToDoubles()[0];
    }

    [Fact]
    public void An_axis_that_only_the_other_cube_has_is_refused()
    {
        var cube = MemoryCube.Of<float>(RandomCubes.Info(SampleType.Float32, 1), [1]);
        var other = MemoryCube.Of<float>(RandomCubes.Info(SampleType.Float32, 1, 2), [1, 2]);

        Assert.Equal("axis-mismatch", Harness.Refused(new Correlate(), new Correlate.Parameters(), ("cube", cube), ("other", other)).Code);
    }

    private static void AssertClose(double[] expected, MemoryCube result)
    {
        // numpy works in float64 and loses what its means round off; a float32 result has 24 bits.
        var allowed = result.Info.Type == SampleType.Float32 ? 1e-7 : 1e-11;
        Assert.All(expected.Zip(result.ToDoubles()), pair => Assert.True(
            pair.First.Equals(pair.Second) || Math.Abs(pair.First - pair.Second) <= allowed, $"{pair.Second:R} instead of {pair.First:R}"));
    }

    private double[] Expected(MemoryCube cube, MemoryCube other, params int[] axes) => python.Run(
        $"axes, fill = [{string.Join(", ", axes)}], {cube.Info.Missing?.ToString(null, null) ?? "None"}\n{Reference}", ("a", cube), ("b", other))["r"];
}
