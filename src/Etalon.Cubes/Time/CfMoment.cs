using System.Globalization;

namespace Etalon.Cubes;

/// <summary>A moment in some calendar, in UTC.</summary>
/// <param name="Year">Astronomical: the year before 1 is 0.</param>
/// <param name="Month">1 to 12.</param>
/// <param name="Day">From 1.</param>
/// <param name="Hour">0 to 23.</param>
/// <param name="Minute">0 to 59.</param>
/// <param name="Second">0 to 59; CF calendars have no leap seconds.</param>
/// <param name="Nanosecond">0 to 999999999.</param>
public readonly record struct CfMoment(int Year, int Month, int Day, int Hour = 0, int Minute = 0, int Second = 0, int Nanosecond = 0)
    : IComparable<CfMoment>
{
    /// <summary>Nanoseconds of one day.</summary>
    internal const long DayNanoseconds = 86_400_000_000_000;

    /// <summary>Seconds with their fraction.</summary>
    public double Seconds => Second + (Nanosecond / 1e9);

    internal long NanosecondOfDay => (((((Hour * 60L) + Minute) * 60L) + Second) * 1_000_000_000L) + Nanosecond;

    /// <summary>Whether the first is earlier.</summary>
    public static bool operator <(CfMoment left, CfMoment right) => left.CompareTo(right) < 0;

    /// <summary>Whether the first is later.</summary>
    public static bool operator >(CfMoment left, CfMoment right) => left.CompareTo(right) > 0;

    /// <summary>Whether the first is not later.</summary>
    public static bool operator <=(CfMoment left, CfMoment right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the first is not earlier.</summary>
    public static bool operator >=(CfMoment left, CfMoment right) => left.CompareTo(right) >= 0;

    /// <summary>The moment of that text: <c>2003</c>, <c>2003-05</c>, <c>2003-05-01T12:00:00.5</c>; parts left out are the first ones.</summary>
    /// <exception cref="RefusalException"><c>bad-moment</c>: no moment of the calendar.</exception>
    public static CfMoment Parse(string text, CfCalendar calendar) => MomentText.Parse(text, calendar).Moment;

    /// <inheritdoc />
    public int CompareTo(CfMoment other)
    {
        var date = (Year, Month, Day).CompareTo((other.Year, other.Month, other.Day));
        return date != 0 ? date : NanosecondOfDay.CompareTo(other.NanosecondOfDay);
    }

    /// <summary>ISO 8601, the fraction only where there is one: <c>2003-05-01T12:00:00</c>.</summary>
    public override string ToString()
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Month:00}-{Day:00}T{Hour:00}:{Minute:00}:{Second:00}");
        return Nanosecond == 0 ? text : text + "." + Nanosecond.ToString("000000000", CultureInfo.InvariantCulture).TrimEnd('0');
    }

    internal static CfMoment Of(Int128 nanoseconds, CfCalendar calendar)
    {
        var day = nanoseconds / DayNanoseconds;
        var rest = (long)(nanoseconds % DayNanoseconds);
        if (rest < 0)
        {
            day--;
            rest += DayNanoseconds;
        }

        var (year, month, date) = calendar.DateOf((long)day);
        var seconds = (int)(rest / 1_000_000_000);
        return new CfMoment(year, month, date, seconds / 3600, seconds / 60 % 60, seconds % 60, (int)(rest % 1_000_000_000));
    }

    /// <summary>Nanoseconds since the calendar's day 0.</summary>
    internal Int128 Nanoseconds(CfCalendar calendar) => ((Int128)calendar.DayNumber(Year, Month, Day) * DayNanoseconds) + NanosecondOfDay;
}
