using Etalon.Cubes;

namespace Etalon.Ophidia.Tests;

public sealed class ConceptLevelTests
{
    [Theory]
    [InlineData("standard", "M", "31,29,31,30,31,30,31,31,30,31,30,31")]
    [InlineData("noleap", "M", "31,28,31,30,31,30,31,31,30,31,30,31,1")]
    [InlineData("360_day", "M", "30,30,30,30,30,30,30,30,30,30,30,30,6")]
    [InlineData("standard", "y", "366")]
    [InlineData("standard", "A", "366")]
    [InlineData("standard", "q", "91,91,92,92")]
    public void Daily_steps_at_noon_make_the_groups_of_their_calendar(string calendar, string level, string groups) =>
        Assert.Equal(groups, Groups(Time(366, calendar, 0.5), level));

    [Fact]
    public void Seasons_of_strict_sessions_begin_in_December() =>
        Assert.Equal("60,92,92,91,31", Groups(Time(366, "standard", 0.5), "q", isStrict: true));

    [Theory]
    [InlineData(true, "1,31,28")]
    [InlineData(false, "31,29")]
    public void Midnight_ends_a_day_or_begins_it(bool endsDay, string groups) =>
        Assert.Equal(groups, Groups(Time(60, "standard", 0), "M", endsDay: endsDay));

    [Theory]
    [InlineData("h", "2,2,2,2")]
    [InlineData("3", "6,2")]
    [InlineData("6", "8")]
    [InlineData("Q", "1,1,1,1,1,1,1,1")]
    public void Half_hours_make_hours(string level, string groups) => Assert.Equal(groups, Groups(Time(8, "standard", 0, 1 / 48.0), level));

    [Fact]
    public void Weeks_begin_on_Monday() =>
        // 2000-01-01 was a Saturday.
        Assert.Equal("2,7,7,4", Groups(Time(20, "standard", 0.5), "w"));

    [Fact]
    public void A_finer_level_is_refused()
    {
        var refusal = Assert.Throws<RefusalException>(() => ConceptLevels.Groups(Time(24, "standard", 0.5), "M", "d", endsDay: true, isStrict: false));

        Assert.Equal("finer-level", refusal.Code);
        Assert.Contains("q, y, A", refusal.Help, StringComparison.Ordinal);
    }

    private static string Groups(Axis axis, string level, bool endsDay = true, bool isStrict = false) =>
        string.Join(',', ConceptLevels.Groups(axis, "c", level, endsDay, isStrict));

    private static Axis Time(long length, string calendar, double start, double step = 1) =>
        new("time", length) { Unit = "days since 2000-01-01", Calendar = calendar, Coordinates = new RegularCoordinates(start, step, length) };
}
