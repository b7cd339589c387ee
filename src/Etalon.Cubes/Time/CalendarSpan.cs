using System.Globalization;

namespace Etalon.Cubes;

/// <summary>The period that holds a moment: where it starts, where it ends, what it is called, and its place among its like.</summary>
internal readonly record struct CalendarSpan(CfMoment Start, CfMoment End, string Label)
{
    private static readonly string[] Seasons = ["DJF", "MAM", "JJA", "SON"];

    /// <summary>The consecutive period to which a climatology's members belong.</summary>
    public static CalendarPeriod Basis(CalendarPeriod period) => period switch
    {
        CalendarPeriod.HourOfDay => CalendarPeriod.Hour,
        CalendarPeriod.DayOfYear => CalendarPeriod.Day,
        CalendarPeriod.MonthOfYear => CalendarPeriod.Month,
        CalendarPeriod.SeasonOfYear => CalendarPeriod.Season,
        _ => period,
    };

    /// <summary>Sorts the groups of a climatology through the year or the day; the moment is the start of a basis period.</summary>
    public static int Phase(CfMoment start, CalendarPeriod period) => period switch
    {
        CalendarPeriod.HourOfDay => start.Hour,
        CalendarPeriod.DayOfYear => (start.Month * 100) + start.Day,
        CalendarPeriod.MonthOfYear => start.Month,
        _ => start.Month % 12 / 3,
    };

    /// <summary>What a climatology's group is called.</summary>
    public static string PhaseLabel(int phase, CalendarPeriod period) => period switch
    {
        CalendarPeriod.HourOfDay => Text($"{phase:00}h"),
        CalendarPeriod.DayOfYear => Text($"{phase / 100:00}-{phase % 100:00}"),
        CalendarPeriod.MonthOfYear => Text($"{phase:00}"),
        _ => Seasons[phase],
    };

    public static CalendarSpan Of(CfMoment at, CalendarPeriod period, CfCalendar calendar)
    {
        switch (period)
        {
            case CalendarPeriod.Hour:
                var hour = new CfMoment(at.Year, at.Month, at.Day, at.Hour);
                return new CalendarSpan(hour, After(hour, CfMoment.DayNanoseconds / 24, calendar), Text($"{at.Year:0000}-{at.Month:00}-{at.Day:00}T{at.Hour:00}"));
            case CalendarPeriod.Day:
                var day = new CfMoment(at.Year, at.Month, at.Day);
                return new CalendarSpan(day, After(day, CfMoment.DayNanoseconds, calendar), Text($"{at.Year:0000}-{at.Month:00}-{at.Day:00}"));
            case CalendarPeriod.Month:
                return Months(at.Year, at.Month, 1, Text($"{at.Year:0000}-{at.Month:00}"));
            case CalendarPeriod.Season:
                // December opens the DJF that is named after the following January.
                var named = at.Month == 12 ? at.Year + 1 : at.Year;
                var season = at.Month % 12 / 3;
                return Months(season == 0 ? named - 1 : named, season == 0 ? 12 : season * 3, 3, Text($"{named:0000}-{Seasons[season]}"));
            case CalendarPeriod.Quarter:
                var quarter = (at.Month - 1) / 3;
                return Months(at.Year, (quarter * 3) + 1, 3, Text($"{at.Year:0000}-Q{quarter + 1}"));
            case CalendarPeriod.Year:
                return Months(at.Year, 1, 12, Text($"{at.Year:0000}"));
            default:
                var decade = (int)MarchYear.FloorDivide(at.Year, 10) * 10;
                return Months(decade, 1, 120, Text($"{decade:0000}s"));
        }
    }

    private static CalendarSpan Months(int year, int month, int count, string label)
    {
        var end = (year * 12L) + month - 1 + count;
        var endYear = MarchYear.FloorDivide(end, 12);
        return new CalendarSpan(new CfMoment(year, month, 1), new CfMoment((int)endYear, (int)(end - (endYear * 12)) + 1, 1), label);
    }

    private static CfMoment After(CfMoment moment, long nanoseconds, CfCalendar calendar) =>
        CfMoment.Of(moment.Nanoseconds(calendar) + nanoseconds, calendar);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
