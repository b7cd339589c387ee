using Etalon.Cubes;

namespace Etalon.Operators.Datacubes.Tests;

public sealed class CombineSamplesTests(Python python) : IClassFixture<Python>
{
    [Theory]
    [InlineData(CombineMethod.Sub, 3, "a - b - c")]
    [InlineData(CombineMethod.Add, 3, "a + b + c")]
    [InlineData(CombineMethod.Mul, 3, "a * b * c")]
    [InlineData(CombineMethod.Div, 3, "a / b / c")]
    [InlineData(CombineMethod.Mean, 3, "(np.nan_to_num(a) + np.nan_to_num(b) + np.nan_to_num(c)) / np.sum(~np.isnan([a, b, c]), axis=0)")]
    [InlineData(CombineMethod.Min, 3, "np.fmin(np.fmin(a, b), c)")]
    [InlineData(CombineMethod.Max, 3, "np.fmax(np.fmax(a, b), c)")]
    [InlineData(CombineMethod.Absdiff, 2, "np.abs(a - b)")]
    [InlineData(CombineMethod.Argmax, 3, "np.where(np.all(np.isnan([a, b, c]), axis=0), np.nan, np.argmax(np.nan_to_num([a, b, c], nan=-np.inf), axis=0))")]
    [InlineData(CombineMethod.Argmin, 3, "np.where(np.all(np.isnan([a, b, c]), axis=0), np.nan, np.argmin(np.nan_to_num([a, b, c], nan=np.inf), axis=0))")]
    [InlineData(CombineMethod.Mask, 2, "np.where(np.isnan(b) | (b == 0), np.nan, a)")]
    public void Every_method_agrees_with_numpy(CombineMethod method, int count, string numpy)
    {
        foreach (var type in (SampleType[])[SampleType.Float32, SampleType.Float64])
        {
            var random = new Random(8);
            var info = RandomCubes.Info(type, 13, 7, 31);
            var cubes = Enumerable.Range(0, 3).Select(_ => RandomCubes.Measured(random, info, missing: 0.4)).ToArray();

            var result = Harness.Check(new CombineSamples(), new CombineSamples.Parameters(method), [.. cubes.Take(count).Select((cube, i) => ($"cubes[{i}]", cube))])[0];

            var expected = python.Run(
                $"np.seterr(all='ignore')\nout['r'] = ({numpy}).astype(a.dtype)", ("a", cubes[0]), ("b", cubes[1]), ("c", cubes[2]))["r"];
            var actual = result.ToDoubles();
            for (var i = 0; i < expected.Length; i++)
            {
                // The mean of numpy divides by an integer count in float64; one rounding apart.
                var allowed = Math.Abs(expected[i]) * (type == SampleType.Float32 ? 1.3e-7 : 2.3e-16);
                Assert.True(
                    actual[i] == expected[i] || (double.IsNaN(expected[i]) == double.IsNaN(actual[i]) && !(Math.Abs(expected[i] - actual[i]) > allowed)),
                    $"{method}: {actual[i]:R} instead of {expected[i]:R} at {i}");
            }
        }
    }

    [Fact]
    public void Integers_stay_integers_and_units_are_converted()
    {
        var info = RandomCubes.Info(SampleType.UInt8, 2);
        var (a, b) = (MemoryCube.Of<byte>(info, [1, 200]), MemoryCube.Of<byte>(info, [2, 100]));
        var metres = RandomCubes.Info(SampleType.Float32, 1) with { Unit = "m" };
        var (m, cm) = (MemoryCube.Of<float>(metres, [1]), MemoryCube.Of<float>(metres with { Unit = "cm" }, [50]));

        var sum = Harness.Check(new CombineSamples(), new CombineSamples.Parameters(CombineMethod.Sub), ("a", a), ("b", b))[0];
        var length = Harness.Check(new CombineSamples(), new CombineSamples.Parameters(CombineMethod.Sub), ("a", m), ("b", cm))[0];
        var refused = Harness.Refused(new CombineSamples(), new CombineSamples.Parameters(CombineMethod.Add), ("a", m), ("b", MemoryCube.Of<float>(metres with { Unit = "s" }, [1])));
        var alone = Harness.Refused(new CombineSamples(), new CombineSamples.Parameters(CombineMethod.Add), ("a", m));

        Assert.Equal("1", Harness.Describe(new CombineSamples(), new CombineSamples.Parameters(CombineMethod.Argmax), ("a", m), ("b", cm)).Outputs[0].Unit);
        Assert.Equal(SampleType.Int64, sum.Info.Type);
        Assert.Equal([-1, 100], sum.ToDoubles());
        Assert.Equal([0.5], length.ToDoubles());
        Assert.Equal("wrong-unit", refused.Code);
        Assert.Equal("wrong-input-count", alone.Code);
    }
}
