using Etalon.Cubes;

namespace Etalon.Operators.Tomography.Tests;

public sealed class ScanAnglesTests
{
    [Theory]
    [InlineData(180, 180, false)]
    [InlineData(181, 180, true)]
    [InlineData(360, 360, false)]
    [InlineData(37, 180, false)]
    public void Weights_of_even_angles_are_equal_and_cover_the_half_circle(int count, double range, bool endpoint)
    {
        double[] radians = [.. Enumerable.Range(0, count).Select(i => i * range / (endpoint ? count - 1 : count) * Math.PI / 180)];

        var weights = ScanAngles.Weights(radians);

        Assert.Equal(Math.PI, weights.Sum(), 9);
        var inner = range > 180 ? Math.PI / count : Math.PI / (endpoint ? count - 1 : count);
        Assert.Equal(inner, weights[count / 3], 9);
        Assert.Equal(endpoint ? inner / 2 : inner, weights[0], 9);
    }

    [Fact]
    public void A_missing_wedge_is_nobodys()
    {
        double[] radians = [.. Enumerable.Range(0, 121).Select(static i => i * Math.PI / 180)];

        Assert.Equal(121 * Math.PI / 180, ScanAngles.Weights(radians).Sum(), 9);
    }

    [Fact]
    public void Angles_that_are_not_known_are_asked_for()
    {
        var cube = new CubeInfo("projections", [new Axis("angle", 3), new Axis("x", 2)], SampleType.Float32);

        Assert.Equal("angles-unknown", Assert.Throws<RefusalException>(() => ScanAngles.Radians(cube)).Code);
    }
}
