using Etalon.Cubes;

namespace Etalon.Ophidia.Tests;

public sealed class DimensionFilterTests
{
    private static readonly Axis Time = new("time", 366) { Unit = "days since 2000-01-01", Calendar = "standard", Coordinates = new RegularCoordinates(0.5, 1, 366) };
    private static readonly Axis Latitude = new("lat", 7) { Coordinates = new RegularCoordinates(90, -30, 7) };

    [Theory]
    [InlineData("2000-02", "31:60")]
    [InlineData("2000", "0:366")]
    [InlineData("2000-01-05", "4:5")]
    [InlineData("2000-02_2000-03", "31:91")]
    [InlineData("2000-03-01_2000-03-10", "60:70")]
    [InlineData("2000-03-01 12:00:00_2000-03-02 12:00:00", "60:62")]
    [InlineData("2000-03-01 12", "60:61")]
    [InlineData("JJA", "152:244")]
    [InlineData("DJF", "0:60,335:366")]
    [InlineData("2000-01-01,2000-01-03,2000-01-05", "0:5:2")]
    public void Dates_mean_all_that_they_name(string filter, string places) => Assert.Equal($"index:{places}", DimensionFilter.ByTime(Time, filter, isStrict: false).ToSelection());

    [Theory]
    [InlineData("2000-01-05", "3:4")]
    [InlineData("2000-03-01_2000-03-10", "60:69")]
    public void Dates_of_strict_sessions_are_instants(string filter, string places) => Assert.Equal($"index:{places}", DimensionFilter.ByTime(Time, filter, isStrict: true).ToSelection());

    [Theory]
    [InlineData("-16", 0, "4:5")]
    [InlineData("-30:30", 0, "2:5")]
    [InlineData("-30:30", 30, "1:6")]
    [InlineData("-90:2:90", 0, "0:7:2")]
    [InlineData("90,-90", 0, "0:7:6")]
    public void Coordinates_are_nearest_values_and_intervals_with_both_ends(string filter, double offset, string places) =>
        Assert.Equal($"index:{places}", DimensionFilter.ByCoordinate(Latitude, filter, offset).ToSelection());

    [Theory]
    [InlineData("1", "0:1")]
    [InlineData("2:end", "1:7")]
    [InlineData("1:3:end", "0:7:3")]
    [InlineData("1,2,5:6", "0:2,4:6")]
    [InlineData("5,1", "0:5:4")]
    public void Places_count_from_one(string filter, string places) => Assert.Equal($"index:{places}", DimensionFilter.ByPlace(Latitude, filter).ToSelection());

    [Fact]
    public void What_selects_nothing_is_refused_with_the_limits()
    {
        Assert.Contains("2000-01-01T12:00:00", Assert.Throws<RefusalException>(() => DimensionFilter.ByTime(Time, "1999", isStrict: false)).Message, StringComparison.Ordinal);
        Assert.Contains("-90", Assert.Throws<RefusalException>(() => DimensionFilter.ByCoordinate(Latitude, "100:200", 0)).Message, StringComparison.Ordinal);
        Assert.Equal("bad-filter", Assert.Throws<RefusalException>(() => DimensionFilter.ByPlace(Latitude, "0:2")).Code);
        Assert.Equal("bad-filter", Assert.Throws<RefusalException>(() => DimensionFilter.ByTime(Time, "2001-02-29", isStrict: false)).Code);
    }
}
