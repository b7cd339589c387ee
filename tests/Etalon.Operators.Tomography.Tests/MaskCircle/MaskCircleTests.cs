using System.Globalization;
using Etalon.Cubes;
using Etalon.Operators.Datacubes.Tests;

namespace Etalon.Operators.Tomography.Tests;

public sealed class MaskCircleTests(Python python) : IClassFixture<Python>
{
    [Theory]
    [InlineData(33, 33, 1, null)]
    [InlineData(32, 32, 0.9, -1.0)]
    [InlineData(20, 41, 1.5, null)]
    [InlineData(1, 1, 1, 0.0)]
    [InlineData(16, 16, 0, 7.0)]
    public void Samples_outside_the_circle_are_hidden_and_others_kept(int rows, int columns, double radius, double? value)
    {
        var cube = RandomCubes.Measured(new Random(1), Volume(SampleType.Float32, 3, rows, columns));

        var masked = Harness.Check(new MaskCircle(), new MaskCircle.Parameters(radius, value), ("volume", cube))[0];

        var text = value is null ? "np.nan" : value.Value.ToString(CultureInfo.InvariantCulture);
        var expected = python.Run(
            string.Create(
                CultureInfo.InvariantCulture,
                $"r, c = np.indices(v.shape[1:]); h, w = v.shape[1:]; inside = (r-(h-1)/2)**2 + (c-(w-1)/2)**2 <= ({radius}*min(h,w)/2)**2; out['m'] = np.where(inside, v, {text})"),
            ("v", cube))["m"];
        Assert.Equal(expected, masked.ToDoubles());
    }

    [Fact]
    public void Integers_use_their_number_for_missing_samples()
    {
        var cube = MemoryCube.Of<ushort>(Volume(SampleType.UInt16, 1, 3, 3) with { Missing = 65535 }, [1, 2, 3, 4, 5, 6, 7, 8, 9]);

        var masked = Harness.Check(new MaskCircle(), new MaskCircle.Parameters(0.7), ("volume", cube))[0];

        Assert.Equal([65535, 2, 65535, 4, 5, 6, 65535, 8, 65535], masked.As<ushort>().ToArray());
    }

    [Fact]
    public void What_cannot_be_hidden_is_refused()
    {
        var whole = MemoryCube.Of<byte>(Volume(SampleType.UInt8, 1, 1, 1), [1]);
        var turned = MemoryCube.Of<float>(new CubeInfo("v", [new Axis("column", 1), new Axis("row", 1)], SampleType.Float32), [1]);

        Assert.Equal("no-missing", Harness.Refused(new MaskCircle(), new MaskCircle.Parameters(), ("volume", whole)).Code);
        Assert.Equal("bad-parameter", Harness.Refused(new MaskCircle(), new MaskCircle.Parameters(1, 256), ("volume", whole)).Code);
        Assert.Equal("wrong-axes", Harness.Refused(new MaskCircle(), new MaskCircle.Parameters(), ("volume", turned)).Code);
    }

    private static CubeInfo Volume(SampleType type, long y, long rows, long columns) =>
        new("volume", [new Axis("y", y), new Axis("row", rows), new Axis("column", columns)], type);
}
