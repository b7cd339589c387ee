namespace Etalon.Cubes.Tests;

public sealed class CalendarGroupsTests
{
    [Fact]
    public void Monthly_groups_have_the_months_as_bounds()
    {
        var groups = CalendarGroups.Of(Daily("2004-01-01", 366), CalendarPeriod.Month);

        Assert.Equal([31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], groups.Groups.Select(group => group.Samples));
        Assert.Equal((31, 60, 45.5), (groups.Groups[1].Start, groups.Groups[1].End, groups.Groups[1].Mid));
        Assert.Equal("2004-02", groups.Groups[1].Label);
    }

    [Fact]
    public void December_belongs_to_the_winter_of_the_next_year()
    {
        var groups = CalendarGroups.Of(Daily("2003-12-01", 31 + 31 + 29 + 31), CalendarPeriod.Season);

        Assert.Equal(["2004-DJF", "2004-MAM"], groups.Groups.Select(group => group.Label));
        Assert.Equal([91, 31], groups.Groups.Select(group => group.Samples));
        Assert.Equal((0, 91), (groups.Groups[0].Start, groups.Groups[0].End));
    }

    [Fact]
    public void A_climatology_has_bounds_from_its_first_to_its_last_occurrence()
    {
        var groups = CalendarGroups.Of(Daily("2001-01-01", 3 * 365, "noleap"), CalendarPeriod.MonthOfYear);
        var axis = groups.ToAxis();

        Assert.Equal(12, groups.Groups.Length);
        Assert.All(groups.Groups, group => Assert.Equal(0, group.Samples % 3));
        Assert.Equal((0, 730 + 31, 15.5), (groups.Groups[0].Start, groups.Groups[0].End, groups.Groups[0].Mid));
        Assert.Equal("climatology_bounds", axis.Attributes.Text("climatology"));
        Assert.Equal("time: mean within years time: mean over years", groups.CellMethods("mean"));
    }

    [Fact]
    public void Samples_need_no_order_and_gaps_make_no_groups()
    {
        var axis = new Axis("time", 4) { Unit = "days since 2000-01-01", Coordinates = AxisCoordinates.From([400, 3, 401, 5]) };

        var groups = CalendarGroups.Of(axis, CalendarPeriod.Month);

        Assert.Equal([1, 0, 1, 0], groups.GroupOf.ToArray());
        Assert.Equal(["2000-01", "2001-02"], groups.Groups.Select(group => group.Label));
        Assert.Equal(4, groups.ToAxis().Bounds.Length);
    }

    [Fact]
    public void The_coordinate_decides_and_not_the_bounds()
    {
        var axis = new Axis("time", 2) { Unit = "days since 2000-01-01", Coordinates = AxisCoordinates.From([31, 60]), Bounds = [0, 31, 31, 60] };

        Assert.Equal(["2000-02", "2000-03"], CalendarGroups.Of(axis, CalendarPeriod.Month).Groups.Select(group => group.Label));
    }

    [Theory]
    [InlineData(CalendarPeriod.Hour)]
    [InlineData(CalendarPeriod.Day)]
    [InlineData(CalendarPeriod.Month)]
    [InlineData(CalendarPeriod.Season)]
    [InlineData(CalendarPeriod.Quarter)]
    [InlineData(CalendarPeriod.Year)]
    [InlineData(CalendarPeriod.Decade)]
    public void Every_sample_lies_within_the_bounds_of_its_group_and_groups_do_not_overlap(CalendarPeriod period)
    {
        foreach (var calendar in CfCalendar.All)
        {
            var random = new Random(7);
            double[] at = [.. Enumerable.Range(0, 500).Select(_ => random.Next(-4_000_000, 4_000_000) / 24.0)];
            var axis = new Axis("time", at.Length) { Unit = "days since 1850-01-01", Calendar = calendar.Name, Coordinates = AxisCoordinates.From(at) };
            var groups = CalendarGroups.Of(axis, period);
            for (var i = 0; i < at.Length; i++)
            {
                var group = groups.Groups[groups.GroupOf[i]];
                Assert.True(group.Start <= at[i] + 1e-7 && at[i] < group.End - 1e-7);
            }

            Assert.All(groups.Groups.Zip(groups.Groups.Skip(1)), pair => Assert.True(pair.First.End <= pair.Second.Start));
            Assert.Equal(at.Length, groups.Groups.Sum(group => group.Samples));
        }
    }

    [Fact]
    public void A_missing_time_is_refused()
    {
        var axis = new Axis("time", 2) { Unit = "days since 2000-01-01", Coordinates = AxisCoordinates.From([1, double.NaN]) };

        Assert.Equal("bad-time", Assert.Throws<RefusalException>(() => CalendarGroups.Of(axis, CalendarPeriod.Month)).Code);
    }

    [Theory]
    [InlineData("month", CalendarPeriod.Month)]
    [InlineData("month-of-year", CalendarPeriod.MonthOfYear)]
    public void Periods_have_names(string name, CalendarPeriod period)
    {
        Assert.Equal(period, CalendarGroups.ParsePeriod(name));
        Assert.Contains("'month'", Assert.Throws<RefusalException>(() => CalendarGroups.ParsePeriod("mont")).Help, StringComparison.Ordinal);
    }

    private static Axis Daily(string reference, int days, string calendar = "standard") =>
        new("time", days) { Unit = $"days since {reference}", Calendar = calendar, Coordinates = new RegularCoordinates(0.5, 1, days) };
}
