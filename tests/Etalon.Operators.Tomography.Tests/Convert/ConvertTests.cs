using Etalon.Cubes;
using Etalon.Operators.Datacubes.Tests;

namespace Etalon.Operators.Tomography.Tests;

public sealed class ConvertTests(Python python) : IClassFixture<Python>
{
    [Theory]
    [InlineData(SampleType.UInt8, 255)]
    [InlineData(SampleType.UInt16, 65535)]
    public void Unpacked_values_are_within_half_a_step_and_those_outside_are_clipped(SampleType type, int missing)
    {
        var info = RandomCubes.Info(SampleType.Float32, 3, 29, 31) with { Unit = "cm-1" };
        var cube = RandomCubes.Measured(new Random(8), info);
        (cube.As<float>()[3], cube.As<float>()[4]) = (float.PositiveInfinity, float.NegativeInfinity);

        var packed = Harness.Check(new Convert(), new Convert.Parameters(274, 301.5, type), ("volume", cube))[0];

        Assert.Equal(missing, (int)packed.Info.Missing!.Value);
        Assert.Equal("cm-1", packed.Info.Unit);
        var (scale, offset) = (packed.Info.Attributes["scale_factor"]!.Numbers[0], packed.Info.Attributes["add_offset"]!.Numbers[0]);
        Assert.Equal(SampleType.Float32, packed.Info.Attributes["scale_factor"]!.Type);
        var expected = python.Run(
            $"v = v.astype(float); out['n'] = np.where(np.isnan(v), {missing}, np.clip(np.rint((v - o[0]) / s[0]), 0, {missing - 1}))",
            ("v", cube), ("s", Number(scale)), ("o", Number(offset)))["n"];
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], (double)packed.Integer(i));
            if (cube.As<float>()[i] is >= 274 and <= 301.5f)
            {
                Assert.Equal(cube.As<float>()[i], (scale * (double)packed.Integer(i)) + offset, (scale / 2) + 1e-5);
            }
        }
    }

    [Fact]
    public void Half_precision_keeps_values_to_their_eleventh_bit()
    {
        var cube = RandomCubes.Measured(new Random(8), RandomCubes.Info(SampleType.Float32, 3, 29, 31));
        (cube.As<float>()[3], cube.As<float>()[4], cube.As<float>()[5]) = (float.PositiveInfinity, -1e30f, 0.01f);

        var packed = Harness.Check(new Convert(), new Convert.Parameters(-10, 301.5, SampleType.Float16), ("volume", cube))[0];

        Assert.Equal(SampleType.Float16, packed.Info.Type);
        Assert.Equal(301.5, packed.Info.Attributes["scale_factor"]!.Numbers[0]);
        var expected = python.Run(
            "out['n'] = (np.clip(v, np.float32(-10), np.float32(301.5)) / np.float32(301.5)).astype(np.float16).astype(float)", ("v", cube))["n"];
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], (double)packed.As<Half>()[i]);
            var value = Math.Clamp(cube.As<float>()[i], -10, 301.5f);
            Assert.True(float.IsNaN(value) || Math.Abs((301.5 * (double)packed.As<Half>()[i]) - value) <= Math.Max(Math.Abs(value) * 4.9e-4, 301.5 * 3e-8));
        }
    }

    [Fact]
    public void A_range_that_is_none_and_other_types_are_refused()
    {
        var cube = MemoryCube.Of<float>(RandomCubes.Info(SampleType.Float32, 1), [1]);
        var whole = MemoryCube.Of<ushort>(RandomCubes.Info(SampleType.UInt16, 1), [1]);

        Assert.Equal("bad-parameter", Harness.Refused(new Convert(), new Convert.Parameters(2, 2), ("volume", cube)).Code);
        Assert.Equal("bad-parameter", Harness.Refused(new Convert(), new Convert.Parameters(3, 2), ("volume", cube)).Code);
        Assert.Equal("bad-parameter", Harness.Refused(new Convert(), new Convert.Parameters(0, 1e300), ("volume", cube)).Code);
        Assert.Equal("wrong-sample-type", Harness.Refused(new Convert(), new Convert.Parameters(1, 2, SampleType.Int32), ("volume", cube)).Code);
        Assert.Equal("wrong-sample-type", Harness.Refused(new Convert(), new Convert.Parameters(1, 2), ("volume", whole)).Code);
    }

    private static MemoryCube Number(double value) => MemoryCube.Of<double>(RandomCubes.Info(SampleType.Float64, 1), [value]);
}
