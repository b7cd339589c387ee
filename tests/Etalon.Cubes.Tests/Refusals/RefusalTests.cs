namespace Etalon.Cubes.Tests;

public sealed class RefusalTests
{
    [Theory]
    [InlineData("tme", "time")]
    [InlineData("LAT", "lat")]
    [InlineData("longitud", "longitude")]
    public void An_unknown_name_is_answered_with_the_nearest_one(string given, string meant)
    {
        var refusal = Refusal.Unknown("axis", given, ["time", "lat", "longitude", "level"]);

        Assert.Equal("unknown-axis", refusal.Code);
        Assert.Equal($"Did you mean '{meant}'?", refusal.Help);
        Assert.Contains("time, lat, longitude, level", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_like_no_other_gets_no_guess()
    {
        Assert.DoesNotContain("Did you mean", Refusal.Unknown("axis", "temperature", ["x", "y"]).Help, StringComparison.Ordinal);
        Assert.Contains("There are none", Refusal.Unknown("axis", "x", []).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cube_refuses_an_axis_it_does_not_have()
    {
        var cube = new CubeInfo("tas", [new Axis("time", 2), new Axis("lat", 3)], SampleType.Float32);

        Assert.Equal(1, cube.IndexOf("lat"));
        Assert.Equal(-1, cube.Find("lon"));
        Assert.Contains("'time'", Assert.Throws<RefusalException>(() => cube.IndexOf("tim")).Help, StringComparison.Ordinal);
    }
}
