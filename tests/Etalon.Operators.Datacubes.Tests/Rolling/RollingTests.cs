using Etalon.Cubes;

namespace Etalon.Operators.Datacubes.Tests;

public sealed class RollingTests(Python python) : IClassFixture<Python>
{
    private const string Reference = """
        import xarray as xr
        y = x.astype(float)
        if fill is not None: y[x == np.array(fill, dtype=x.dtype)] = np.nan
        cube = xr.DataArray(y, dims=list("abcd")[:x.ndim])
        rolled = cube.rolling({axis: window}, center=centred, min_periods=least or None)
        out["y"] = rolled.std(ddof=ddof).values if op == "std" else getattr(rolled, op)().values
        """;

    /// <summary>Sums of rational numbers; Python's own fractions are rounded once, as ours.</summary>
    private const string Exact = """
        from fractions import Fraction
        def one(v):
            v = [float(s) for s in v if s == s]
            if len(v) < least: return np.nan
            if op in ("max", "min"): return {"max": max, "min": min}[op](v)
            odd = [s for s in v if np.isinf(s)]
            if odd: return sum(odd)
            try: total = float(sum(map(Fraction, v)))
            except OverflowError: total = math.copysign(np.inf, sum(map(Fraction, v)))
            return total / len(v) if op == "mean" else total
        y = np.array([[one(x[max(0, i - window + 1):i + 1, j]) for j in range(x.shape[1])] for i in range(x.shape[0])])
        np.seterr(all="ignore")
        out["y"] = y.astype(x.dtype)
        """;

    public static TheoryData<RollingOperation, SampleType> Cases()
    {
        var cases = new TheoryData<RollingOperation, SampleType>();
        foreach (var operation in Enum.GetValues<RollingOperation>())
        {
            cases.Add(operation, SampleType.Float32);
            cases.Add(operation, SampleType.Float64);
            cases.Add(operation, SampleType.Int16);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Windows_along_any_axis_agree_with_xarray(RollingOperation operation, SampleType type)
    {
        for (var seed = 0; seed < 6; seed++)
        {
            var random = new Random((100 * seed) + (int)type);
            var info = RandomCubes.Info(random, type, most: 3);
            var cube = RandomCubes.Measured(random, info, missing: 0.1 * random.Next(3));
            var axis = info.Axes[random.Next(info.Rank)];
            var window = random.Next(1, (int)Math.Min(axis.Length, 12) + 1);
            var parameters = new Rolling.Parameters(operation, axis.Name, window, random.Next(2) == 0, random.Next(window + 1), random.Next(2));

            var result = Harness.Check(new Rolling(), parameters, ("cube", cube))[0];

            AssertClose(Expected(cube, parameters), result);
        }
    }

    [Fact]
    public void A_constant_has_itself_as_mean_and_no_deviation()
    {
        var cube = MemoryCube.Of<float>(RandomCubes.Info(SampleType.Float32, 5), [3, 3, 3, 3, 3]);

        Assert.Equal([float.NaN, 3, 3, 3, float.NaN], Run(RollingOperation.Mean));
        Assert.Equal([float.NaN, 0, 0, 0, float.NaN], Run(RollingOperation.Std));

        float[] Run(RollingOperation operation) =>
            Harness.Check(new Rolling(), new Rolling.Parameters(operation, "a", 3), ("cube", cube))[0].As<float>().ToArray();
    }

    [Fact]
    public void A_count_that_no_window_reaches_is_refused()
    {
        var cube = MemoryCube.Of<float>(RandomCubes.Info(SampleType.Float32, 1), [3]);

        Assert.Equal("bad-parameter", Harness.Refused(new Rolling(), new Rolling.Parameters(RollingOperation.Sum, "a", 3, MinCount: 4), ("cube", cube)).Code);
    }

    [Theory]
    [InlineData(SampleType.Float32)]
    [InlineData(SampleType.Float64)]
    public void Sums_are_exact_and_extremes_right_for_samples_of_every_size(SampleType type)
    {
        for (var seed = 0; seed < 8; seed++)
        {
            var random = new Random(seed);
            var cube = RandomCubes.Wild(random, RandomCubes.Info(type, random.Next(60, 120), 9));
            var (window, least) = (random.Next(1, 30), random.Next(1, 4));
            foreach (var operation in (RollingOperation[])[RollingOperation.Sum, RollingOperation.Mean, RollingOperation.Max, RollingOperation.Min])
            {
                var parameters = new Rolling.Parameters(operation, "a", window, Centred: false, MinCount: Math.Min(least, window));

                var result = Harness.Check(new Rolling(), parameters, ("cube", cube))[0];

                var expected = python.Run(
                    string.Create(System.Globalization.CultureInfo.InvariantCulture, $"op, window, least = '{operation}'.lower(), {window}, {parameters.MinCount}\n{Exact}"), ("x", cube))["y"];
                Assert.Equal(expected, result.ToDoubles());
            }
        }
    }

    private static void AssertClose(double[] expected, MemoryCube result)
    {
        // xarray's running sums (bottleneck or not) round differently; a deviation of nearly equal samples loses half the digits.
        var relative = result.Info.Type == SampleType.Float32 ? 1e-6 : 1e-9;
        var values = result.ToDoubles();
        for (var i = 0; i < expected.Length; i++)
        {
            var isSame = double.IsNaN(expected[i]) && double.IsNaN(values[i]);
            isSame |= Math.Abs(expected[i] - values[i]) <= (relative * Math.Abs(expected[i])) + 2e-4;
            Assert.True(isSame, $"Output {i}: {values[i]:R}, expected {expected[i]:R}.");
        }
    }

    private double[] Expected(MemoryCube cube, Rolling.Parameters parameters)
    {
        var head = string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"op, axis, window, least, ddof = '{parameters.Operation}'.lower(), '{parameters.Axis}', {parameters.Window}, {parameters.MinCount}, {parameters.Ddof}\n"
            + $"centred, fill = {parameters.Centred}, {cube.Info.Missing?.ToString(null, null) ?? "None"}\n");
        return python.Run(head + Reference, ("x", cube))["y"];
    }
}
