using Etalon.Cubes;

namespace Etalon.Ophidia.Tests;

public sealed class OphidiaValuesTests
{
    [Fact]
    public void Numbers_have_six_decimals_and_whole_numbers_none()
    {
        var axis = new Axis("lat", 2) { Coordinates = AxisCoordinates.From([-15.0, 0.1]) };

        Assert.Equal("-15.000000", Values("double", axis)[0]);
        Assert.Equal("0.100000", Values("float", axis)[1]);
        Assert.Equal("-15", Values("int", axis)[0]);
    }

    [Theory]
    [InlineData("double", "AAAAAAAALsA=")]
    [InlineData("float", "AABwwQ==")]
    [InlineData("long", "8f////////8=")]
    [InlineData("int", "8f///w==")]
    [InlineData("short", "8f8=")]
    [InlineData("byte", "8Q==")]
    public void Bytes_are_those_of_the_type_in_the_order_of_small_ends(string type, string expected)
    {
        // struct.pack('<d', -15), '<f', '<q', '<i', '<h', '<b' of Python, in base64.
        var axis = new Axis("lat", 1) { Coordinates = AxisCoordinates.From([-15.0]) };

        Assert.Equal(expected, Values(type, axis, base64: true)[0]);
    }

    [Fact]
    public void Moments_are_dates_where_that_is_asked_for()
    {
        var axis = new Axis("time", 1) { Unit = "days since 2000-01-01", Coordinates = AxisCoordinates.From([31.5]) };

        Assert.Equal("2000-02-01 12:00:00", Values("double", axis, showTime: true, base64: true)[0]);
        Assert.Equal("string", Values("double", axis, showTime: true).Type);
        Assert.Equal("31.500000", Values("double", axis)[0]);
    }

    [Fact]
    public void Names_stay_names_and_an_axis_without_coordinates_counts_from_one()
    {
        var named = new Axis("station", 2) { Coordinates = new LabelCoordinates(["Rome", "Bari"]) };

        Assert.Equal("Bari", Values("long", named)[1]);
        Assert.Equal("2", Values("long", new Axis("x", 2))[1]);
        Assert.Equal("1", Values("long", null)[0]);
    }

    private static OphidiaValues Values(string type, Axis? axis, bool showTime = false, bool base64 = false) =>
        new(new OphidiaDimension(axis?.Name ?? "gone", type, axis?.Length ?? 0, true), axis, showTime, base64);
}
