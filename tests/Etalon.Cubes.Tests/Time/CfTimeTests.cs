using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Etalon.Cubes.Tests;

public sealed class CfTimeTests
{
    public static TheoryData<string> Calendars => [.. CfCalendar.All.Select(calendar => calendar.Name)];

    [Theory]
    [MemberData(nameof(Calendars))]
    public void Moments_and_groups_are_those_of_cftime(string calendar)
    {
        var random = new Random(20030501);
        (string Unit, double Seconds)[] axes =
        [
            ("days since 1850-01-01", 86400), ("hours since 1999-12-30 06:30:00", 3600), ("seconds since 1970-01-01 00:00:00 +02:00", 1),
            ("minutes since 1600-1-1", 60),
        ];
        foreach (var (unit, seconds) in axes)
        {
            // Some 500 years to both sides, unsorted, on whole seconds.
            var coordinates = Enumerable.Range(0, 300)
                .Select(_ => ((random.NextInt64(-180_000, 180_000) * 86400) + random.Next(86400)) / seconds).ToArray();
            var answers = CfTimeAnswers.Of(calendar, unit, coordinates);
            var time = CfTime.Parse(unit, calendar);
            var axis = new Axis("time", coordinates.Length) { Unit = unit, Calendar = calendar, Coordinates = AxisCoordinates.From(coordinates) };
            var groups = Enum.GetValues<CalendarPeriod>().Select(period => CalendarGroups.Of(axis, period)).ToArray();
            Assert.Equal(coordinates.Length, answers.Length);
            for (var i = 0; i < coordinates.Length; i++)
            {
                var coordinate = time.ToCoordinate(time.ToMoment(coordinates[i]));
                Assert.Equal(answers[i][0], time.Format(coordinates[i]));
                Assert.Equal(double.Parse(answers[i][1], CultureInfo.InvariantCulture), coordinate, 1e-5 / seconds);
                Assert.Equal(answers[i][2..], groups.Select(group => group.Groups[group.GroupOf[i]].Label));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Calendars))]
    public void Whole_seconds_survive_both_ways_in_every_unit(string name)
    {
        var calendar = CfCalendar.Parse(name);
        var moments =
            from year in Gen.Choose(1, 9999)
            from month in Gen.Choose(1, 12)
            from day in Gen.Choose(1, 31)
            from second in Gen.Choose(0, 86399)
            where calendar.Has(year, month, day)
            select new CfMoment(year, month, day, second / 3600, second / 60 % 60, second % 60);
        var units =
            from unit in Gen.Elements("microseconds", "milliseconds", "seconds", "minutes", "hours", "days", "weeks")
            from reference in Gen.Elements("0001-01-01", "1582-10-15", "2000-02-28 12:34:56")
            select $"{unit} since {reference}";
        Prop.ForAll(moments.ToArbitrary(), units.ToArbitrary(), (moment, unit) =>
        {
            var time = CfTime.Parse(unit, calendar);

            Assert.Equal(moment, time.ToMoment(time.ToCoordinate(moment)));
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [MemberData(nameof(Calendars))]
    public void Days_follow_one_another_without_gap(string name)
    {
        var calendar = CfCalendar.Parse(name);
        var number = calendar.DayNumber(-1, 1, 1);
        for (var year = -1; year <= 2101; year++)
        {
            for (var month = 1; month <= 12; month++)
            {
                for (var day = 1; day <= calendar.DaysInMonth(year, month); day++)
                {
                    if (calendar.Has(year, month, day))
                    {
                        Assert.Equal(number, calendar.DayNumber(year, month, day));
                        Assert.Equal((year, month, day), calendar.DateOf(number));
                        number++;
                    }
                }
            }
        }
    }

    [Fact]
    public void The_standard_calendar_jumps_from_the_4th_to_the_15th_of_october_1582()
    {
        var time = CfTime.Parse("days since 1582-10-04");

        Assert.Equal("1582-10-15T00:00:00", time.Format(1));
        Assert.Equal("bad-moment", Assert.Throws<RefusalException>(() => CfMoment.Parse("1582-10-10", CfCalendar.Standard)).Code);
    }

    [Theory]
    [InlineData("days since 2000-01-01", "2000-01-01T00:00:00")]
    [InlineData("days since 2000-1-1 0:0:0.0", "2000-01-01T00:00:00")]
    [InlineData("days since 2000-01-01T06:00:00Z", "2000-01-01T06:00:00")]
    [InlineData("Days since 2000-01-01 06:00:00 UTC", "2000-01-01T06:00:00")]
    [InlineData("seconds since 2000-01-01 00:30 +01:00", "1999-12-31T23:30:00")]
    [InlineData("hours since 2000-01-01 00:00 -0530", "2000-01-01T05:30:00")]
    [InlineData("h since 2000-01-01 12 -6", "2000-01-01T18:00:00")]
    [InlineData("ms since 1970", "1970-01-01T00:00:00")]
    [InlineData("d since 1970-05", "1970-05-01T00:00:00")]
    public void References_are_read_as_udunits_writes_them(string unit, string moment)
    {
        Assert.Equal(moment, CfTime.Parse(unit).Reference.ToString());
    }

    [Theory]
    [InlineData("months since 2000-01-01", "", "varying-time-unit")]
    [InlineData("years since 2000-01-01", "noleap", "varying-time-unit")]
    [InlineData("parsecs since 2000-01-01", "", "unknown-time-unit")]
    [InlineData("days", "", "bad-time-unit")]
    [InlineData("days since yesterday", "", "bad-moment")]
    [InlineData("days since 2001-02-29", "", "bad-moment")]
    [InlineData("days since 2001-01-01 24:00", "", "bad-moment")]
    [InlineData("days since 2001-01-01", "lunar", "unknown-calendar")]
    public void What_has_no_fixed_meaning_is_refused(string unit, string calendar, string code)
    {
        Assert.Equal(code, Assert.Throws<RefusalException>(() => CfTime.Parse(unit, calendar)).Code);
    }

    [Fact]
    public void Months_of_thirty_days_are_a_unit()
    {
        Assert.Equal("2001-02-16T00:00:00", CfTime.Parse("months since 2000-01-01", "360_day").Format(13.5));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(9.96921e36)]
    public void A_fill_value_is_no_moment(double coordinate)
    {
        Assert.Equal("bad-time", Assert.Throws<RefusalException>(() => CfTime.Parse("days since 2000-01-01").ToMoment(coordinate)).Code);
    }

    [Theory]
    [InlineData("2003", "2003-01-01T00:00:00..2004-01-01T00:00:00")]
    [InlineData("2003-12", "2003-12-01T00:00:00..2004-01-01T00:00:00")]
    [InlineData("2004-02-29", "2004-02-29T00:00:00..2004-03-01T00:00:00")]
    [InlineData("2003-05-01T12", "2003-05-01T12:00:00..2003-05-01T13:00:00")]
    [InlineData("2003-05-01T12:00", "2003-05-01T12:00:00..2003-05-01T12:01:00")]
    [InlineData("2003-05..2003-08", "2003-05-01T00:00:00..2003-09-01T00:00:00")]
    [InlineData("2003..2004", "2003-01-01T00:00:00..2005-01-01T00:00:00")]
    public void A_lone_year_or_month_means_all_of_it(string text, string range)
    {
        Assert.Equal(range, CfMomentRange.Parse(text, CfCalendar.Standard).ToString());
    }
}
