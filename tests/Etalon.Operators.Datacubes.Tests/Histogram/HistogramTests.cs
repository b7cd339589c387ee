using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes.Tests;

public sealed class HistogramTests(Python python) : IClassFixture<Python>
{
    private const string Reference = """
        y = x.astype(float)
        if fill is not None: y[x == np.array(fill, dtype=x.dtype)] = np.nan
        kept = [i for i in range(x.ndim) if i not in folded]
        lines = np.transpose(y, kept + folded).reshape(int(np.prod([x.shape[i] for i in kept], dtype=int)), -1)
        out["y"] = np.array([np.histogram(line[~np.isnan(line)], bins=bins, range=limits)[0] for line in lines])
        """;

    [Theory]
    [InlineData(SampleType.Float32)]
    [InlineData(SampleType.Float64)]
    [InlineData(SampleType.Int8)]
    [InlineData(SampleType.UInt16)]
    public void Counts_agree_with_numpy_for_any_axes(SampleType type)
    {
        for (var seed = 0; seed < 8; seed++)
        {
            var random = new Random((100 * seed) + (int)type);
            var info = RandomCubes.Info(random, type);
            var cube = RandomCubes.Measured(random, info);
            var folded = info.Axes.Where(_ => random.Next(2) == 0).Select(axis => axis.Name).ToImmutableArray();
            var (low, high) = type.IsFloat() ? (275.0, 290.0) : (-20.0, 99.5);
            ImmutableArray<double> edges = seed % 2 == 0 ? [] : [low, low + 1.25, (low + high) / 2, high];

            var result = Harness.Check(new Histogram(), new Histogram.Parameters(low, high, random.Next(1, 9), edges, folded), ("cube", cube))[0];

            var bins = edges.IsEmpty
                ? result.Info.Axes[^1].Length.ToString(null, null)
                : "np.array([" + string.Join(',', edges.Select(edge => edge.ToString("R", System.Globalization.CultureInfo.InvariantCulture))) + "])";
            Assert.Equal(Expected(cube, folded, bins, low, high), result.ToDoubles());
        }
    }

    [Fact]
    public void Edges_belong_to_the_upper_bin_and_the_last_one_to_the_last()
    {
        var cube = MemoryCube.Of(RandomCubes.Info(SampleType.Float64, 7), [0, 0.1, 0.2, 0.30000000000000004, 1, 1.0000001, double.NaN]);

        var result = Harness.Check(new Histogram(), new Histogram.Parameters(0, 1, 10), ("cube", cube))[0];

        Assert.Equal([1, 1, 1, 1, 0, 0, 0, 0, 0, 1], result.As<long>());
        Assert.Equal(0.2, result.Info.Axes[^1].Bounds[4]);
    }

    [Fact]
    public void Edges_that_do_not_rise_are_refused()
    {
        var cube = MemoryCube.Of<float>(RandomCubes.Info(SampleType.Float32, 1), [3]);

        Assert.Equal("bad-parameter", Harness.Refused(new Histogram(), new Histogram.Parameters(1, 1), ("cube", cube)).Code);
        Assert.Equal("bad-parameter", Harness.Refused(new Histogram(), new Histogram.Parameters(Edges: [1, 3, 2]), ("cube", cube)).Code);
    }

    private double[] Expected(MemoryCube cube, ImmutableArray<string> folded, string bins, double low, double high)
    {
        var axes = folded.IsEmpty ? Enumerable.Range(0, cube.Info.Rank) : folded.Select(cube.Info.IndexOf);
        var head = string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"fill, folded, bins, limits = {cube.Info.Missing?.ToString(null, null) ?? "None"}, [{string.Join(',', axes)}], {bins}, ({low}, {high})\n");
        return python.Run(head + Reference, ("x", cube))["y"];
    }
}
