using Etalon.Cubes;
using Etalon.Operators.Datacubes.Tests;

namespace Etalon.Operators.Tomography.Tests;

public sealed class MinusLogTests
{
    [Fact]
    public void Attenuation_is_the_negative_logarithm_and_what_is_missing_stays_missing()
    {
        var random = new Random(3);
        float[] samples = [.. Enumerable.Range(0, 2 * 3 * 19).Select(i => i % 17 == 4 ? float.NaN : i % 23 == 1 ? -0.5f : (float)(random.NextDouble() * 1.1))];
        var cube = MemoryCube.Of<float>(new CubeInfo("transmission", [new Axis("angle", 2), new Axis("y", 3), new Axis("x", 19)], SampleType.Float32), samples);

        var attenuation = Harness.Check(new MinusLog(), new MinusLog.Parameters(1e-4), ("transmission", cube))[0];

        Assert.Equal("1", attenuation.Info.Unit);
        for (var i = 0; i < samples.Length; i++)
        {
            var expected = float.IsNaN(samples[i]) ? float.NaN : (float)-Math.Log(Math.Max(samples[i], 1e-4));
            Assert.Equal(expected, attenuation.As<float>()[i], 1e-6f);
        }
    }

    [Fact]
    public void Counts_are_refused()
    {
        var cube = MemoryCube.Of<ushort>(new CubeInfo("projections", [new Axis("x", 2)], SampleType.UInt16), [1, 2]);

        var refusal = Assert.Throws<RefusalException>(() => Harness.Describe(new MinusLog(), new MinusLog.Parameters(), ("transmission", cube)));

        Assert.Equal("wrong-sample-type", refusal.Code);
    }
}
