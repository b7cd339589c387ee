using Etalon.Cubes;

namespace Etalon.Operators.Datacubes.Tests;

public sealed class StatisticsTests(Python python) : IClassFixture<Python>
{
    private const string Reference = """
        y = x.astype(float).ravel()
        if fill is not None: y[x.ravel() == np.array(fill, dtype=x.dtype)] = np.nan
        y = y[~np.isnan(y)]
        out["y"] = np.array([len(y), x.size - len(y)] + ([y.min(), y.max(), y.mean(), y.std(), math.fsum(y)] if len(y) else [np.nan] * 5))
        """;

    [Theory]
    [InlineData(SampleType.Float32)]
    [InlineData(SampleType.Float64)]
    [InlineData(SampleType.Int16)]
    [InlineData(SampleType.UInt8)]
    public void Seven_figures_agree_with_numpy(SampleType type)
    {
        for (var seed = 0; seed < 5; seed++)
        {
            var random = new Random((10 * seed) + (int)type);
            var cube = RandomCubes.Measured(random, RandomCubes.Info(random, type), missing: 0.25 * seed);

            var figures = Harness.Check(new Statistics(), new Statistics.Parameters(), ("cube", cube));

            var expected = python.Run($"fill = {cube.Info.Missing?.ToString(null, null) ?? "None"}\n{Reference}", ("x", cube))["y"];
            for (var i = 0; i < expected.Length; i++)
            {
                // numpy adds in pairs and rounds each time.
                Assert.Equal(expected[i], figures[i].ToDoubles()[0], 1e-11 * Math.Abs(double.IsNaN(expected[i]) ? 0 : expected[i]));
            }
        }
    }

    [Fact]
    public void The_outputs_are_scalars_under_the_names_that_conditions_use()
    {
        var outputs = new Statistics().Describe(new Statistics.Parameters(), Inputs.Of(("cube", RandomCubes.Info(SampleType.UInt16, 3, 4)))).Outputs;

        Assert.Equal(["count", "missing", "min", "max", "mean", "std", "sum"], outputs.Select(output => output.Name));
        Assert.All(outputs, output => Assert.Equal(0, output.Rank));
        Assert.Equal(SampleType.UInt16, outputs[3].Type);
    }
}
