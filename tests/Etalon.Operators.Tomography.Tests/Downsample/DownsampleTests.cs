using Etalon.Cubes;
using Etalon.Operators.Datacubes.Tests;

namespace Etalon.Operators.Tomography.Tests;

public sealed class DownsampleTests(Python python) : IClassFixture<Python>
{
    [Theory]
    [InlineData(SampleType.Float32, "a=2,b=3,c=4", 2, 3, 4)]
    [InlineData(SampleType.UInt16, "b=2,c=2", 1, 2, 2)]
    [InlineData(SampleType.UInt8, "c=7", 1, 1, 7)]
    [InlineData(SampleType.UInt32, "a=5", 5, 1, 1)]
    [InlineData(SampleType.Float32, "", 1, 1, 1)]
    public void Bins_are_means_of_what_is_not_missing(SampleType type, string by, int a, int b, int c)
    {
        var info = RandomCubes.Info(type, 5, 13, 38) with { Missing = type == SampleType.UInt16 ? 7 : null };
        var cube = RandomCubes.Measured(new Random(9), info, missing: 0.4);

        var binned = Harness.Check(new Downsample(), new Downsample.Parameters(by), ("cube", cube))[0];

        Assert.Equal<long>([5 / a, 13 / b, 38 / c], binned.Info.Shape.ToArray());
        var missing = type == SampleType.UInt16 ? "v[v == 7] = np.nan" : "";
        var expected = python.Run(
            $"""
            import warnings; warnings.simplefilter('ignore')
            v = v.astype(float); {missing}
            n = v.shape[0]//{a}, v.shape[1]//{b}, v.shape[2]//{c}
            v = v[:n[0]*{a}, :n[1]*{b}, :n[2]*{c}].reshape(n[0], {a}, n[1], {b}, n[2], {c})
            out['m'] = np.nanmean(v, axis=(1, 3, 5))
            """, ("v", cube))["m"];
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal((float)expected[i], binned.As<float>()[i], float.IsNaN((float)expected[i]) ? 0 : 1e-6f * (float)Math.Abs(expected[i]));
        }
    }

    [Fact]
    public void Coordinates_follow()
    {
        var info = new CubeInfo(
            "cube",
            [
                new Axis("y", 5) { Coordinates = new ExplicitCoordinates([0, 1, 4, 9, 16]), Bounds = [-1, 0, 0, 2, 2, 6, 6, 12, 12, 20] },
                new Axis("x", 6) { Coordinates = new RegularCoordinates(10, 2, 6) },
                new Axis("z", 4),
            ],
            SampleType.Float32);

        var binned = new Downsample().Describe(new Downsample.Parameters("y=2,x=3,z=2"), Inputs.Of(("cube", info))).Outputs[0];

        Assert.Equal([0.5, 6.5], binned.Axes[0].Coordinates!.ToArray());
        Assert.Equal<double>([-1, 2, 2, 12], binned.Axes[0].Bounds.ToArray());
        Assert.Equal(new RegularCoordinates(12, 6, 2), binned.Axes[1].Coordinates);
        Assert.Null(binned.Axes[2].Coordinates);
    }

    [Fact]
    public void What_cannot_be_binned_is_refused()
    {
        var cube = RandomCubes.Measured(new Random(1), RandomCubes.Info(SampleType.Float32, 3, 4));
        var names = cube.Info.With(new Axis("a", 3) { Coordinates = new LabelCoordinates(["p", "q", "r"]) });
        var whole = cube.Info with { Type = SampleType.Int64 };

        Assert.Equal("bad-parameter", Harness.Refused(new Downsample(), new Downsample.Parameters("a=4"), ("cube", cube)).Code);
        Assert.Equal("unknown-axis", Harness.Refused(new Downsample(), new Downsample.Parameters("x=2"), ("cube", cube)).Code);
        Assert.Equal("bad-parameter", Assert.Throws<RefusalException>(() => new Downsample().Describe(new("a=2"), Inputs.Of(("cube", names)))).Code);
        Assert.Equal("wrong-sample-type", Assert.Throws<RefusalException>(() => new Downsample().Describe(new("a=2"), Inputs.Of(("cube", whole)))).Code);
    }
}
