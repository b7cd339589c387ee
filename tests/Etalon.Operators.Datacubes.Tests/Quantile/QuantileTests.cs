using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes.Tests;

public sealed class QuantileTests(Python python) : IClassFixture<Python>
{
    private const string Reference = """
        y = x.astype(float)
        if fill is not None: y[x == np.array(fill, dtype=x.dtype)] = np.nan
        kept = [i for i in range(x.ndim) if i not in folded]
        lines = np.transpose(y, kept + folded).reshape(int(np.prod([x.shape[i] for i in kept], dtype=int)), -1)
        lines = [line[~np.isnan(line)] for line in lines]
        out["y"] = np.array([np.quantile(line, q) if len(line) else np.nan for line in lines])
        """;

    public static TheoryData<SampleType> Types => [.. Enum.GetValues<SampleType>().Where(type => type < SampleType.Complex64)];

    [Theory]
    [MemberData(nameof(Types))]
    public void Any_axes_of_any_cube_agree_with_numpy(SampleType type)
    {
        for (var seed = 0; seed < 8; seed++)
        {
            var random = new Random((100 * seed) + (int)type);
            var info = RandomCubes.Info(random, type);
            var cube = type.IsFloat() && seed > 5
                ? RandomCubes.Wild(random, info, infinities: false)
                : RandomCubes.Measured(random, info, missing: 0.1 * random.Next(3));
            var folded = info.Axes.Where(_ => random.Next(2) == 0).Select(axis => axis.Name).ToImmutableArray();
            var q = seed % 2 == 0 ? 0.5 : random.NextDouble();

            var result = Harness.Check(new Quantile(), new Quantile.Parameters(folded, q), ("cube", cube))[0];

            AssertClose(Expected(cube, folded, q), result);
        }
    }

    [Theory]
    [InlineData("a")]
    [InlineData("c")]
    [InlineData("b")]
    public void Columns_and_lines_of_a_larger_cube_agree_with_numpy(string axis)
    {
        var random = new Random(axis[0]);
        var cube = RandomCubes.Measured(random, RandomCubes.Info(SampleType.Float32, 31, 37, 41), missing: 0.3);

        var result = Harness.Check(new Quantile(), new Quantile.Parameters([axis]), ("cube", cube))[0];

        AssertClose(Expected(cube, [axis], 0.5), result);
    }

    [Theory]
    [InlineData(0.0, -8)]
    [InlineData(0.5, 0.5)]
    [InlineData(1.0, 4)]
    [InlineData(0.25, 0)]
    public void The_fraction_interpolates_between_neighbours(double q, double expected)
    {
        var cube = MemoryCube.Of<float>(RandomCubes.Info(SampleType.Float32, 6), [4, float.NaN, 1, 0, -8, float.NaN]);
        cube.As<float>()[5] = 0.5f;

        var result = Harness.Check(new Quantile(), new Quantile.Parameters(Q: q), ("cube", cube))[0];

        Assert.Equal(expected, result.As<float>()[0]);
    }

    [Fact]
    public void Infinities_are_ordinary_samples_and_minus_zero_is_zero()
    {
        var cube = MemoryCube.Of(RandomCubes.Info(SampleType.Float64, 2, 3), [double.NegativeInfinity, -0.0, double.PositiveInfinity, -0.0, 0.0, -0.0]);

        var result = Harness.Check(new Quantile(), new Quantile.Parameters(["b"]), ("cube", cube))[0];

        Assert.Equal([0L, 0L], result.As<long>());
    }

    private static void AssertClose(double[] expected, MemoryCube result)
    {
        // numpy interpolates in the same way; float32 is rounded once more, subnormals to multiples of 1.4e-45.
        var isSingle = result.Info.Type == SampleType.Float32;
        var (relative, absolute) = isSingle ? (6e-8, 1e-45) : (4e-16, 1e-305);
        var values = result.ToDoubles();
        for (var i = 0; i < expected.Length; i++)
        {
            var isSame = double.IsNaN(expected[i]) && double.IsNaN(values[i]);
            isSame |= Math.Abs(expected[i] - values[i]) <= (relative * Math.Abs(expected[i])) + absolute;
            Assert.True(isSame, $"Output {i}: {values[i]:R}, expected {expected[i]:R}.");
        }
    }

    private double[] Expected(MemoryCube cube, ImmutableArray<string> folded, double q)
    {
        var axes = folded.IsEmpty ? Enumerable.Range(0, cube.Info.Rank) : folded.Select(cube.Info.IndexOf);
        var head = string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"q, fill, folded = {q:R}, {cube.Info.Missing?.ToString(null, null) ?? "None"}, [{string.Join(',', axes)}]\n");
        return [.. python.Run(head + Reference, ("x", cube))["y"]];
    }
}
