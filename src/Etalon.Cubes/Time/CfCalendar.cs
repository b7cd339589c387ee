namespace Etalon.Cubes;

/// <summary>One of CF's calendars: which days there are, and how they are counted.</summary>
/// <remarks>
/// Days are numbered within a calendar; numbers of different calendars mean nothing to each other, except that
/// <see cref="Standard"/>, <see cref="ProlepticGregorian"/> and <see cref="Julian"/> share one count of real days.
/// Years are astronomical: the year before 1 is 0.
/// </remarks>
public sealed class CfCalendar
{
    // Day number 0 is 1970-01-01 of the Gregorian calendar for the three real calendars.
    private const long FirstGregorianDay = -141427; // 1582-10-15

    private readonly Func<int, int, int, long> _number;
    private readonly Func<long, (int Year, int Month, int Day)> _date;
    private readonly Func<int, bool> _isLeap;

    private CfCalendar(
        string name, Func<int, bool> isLeap, Func<int, int, int, long> number, Func<long, (int Year, int Month, int Day)> date)
    {
        Name = name;
        _isLeap = isLeap;
        _number = number;
        _date = date;
    }

    /// <summary>The mixed calendar: Julian up to 1582-10-04, Gregorian from 1582-10-15. CF's default.</summary>
    public static CfCalendar Standard { get; } = new(
        "standard", year => year < 1582 ? IsJulianLeap(year) : IsGregorianLeap(year), StandardNumber,
        number => number >= FirstGregorianDay ? GregorianDays.Date(number) : JulianDays.Date(number));

    /// <summary>The Gregorian calendar, also before 1582.</summary>
    public static CfCalendar ProlepticGregorian { get; } = new("proleptic_gregorian", IsGregorianLeap, GregorianDays.Number, GregorianDays.Date);

    /// <summary>The Julian calendar, also after 1582.</summary>
    public static CfCalendar Julian { get; } = new("julian", IsJulianLeap, JulianDays.Number, JulianDays.Date);

    /// <summary>Every year has 365 days.</summary>
    public static CfCalendar NoLeap { get; } = new("noleap", _ => false, (y, m, d) => EqualYears.Number(365, y, m, d), n => EqualYears.Date(365, n));

    /// <summary>Every year has 366 days.</summary>
    public static CfCalendar AllLeap { get; } = new("all_leap", _ => true, (y, m, d) => EqualYears.Number(366, y, m, d), n => EqualYears.Date(366, n));

    /// <summary>Every month has 30 days.</summary>
    public static CfCalendar Days360 { get; } = new("360_day", _ => false, (y, m, d) => EqualYears.Number(360, y, m, d), n => EqualYears.Date(360, n));

    /// <summary>All calendars.</summary>
    public static IReadOnlyList<CfCalendar> All { get; } = [Standard, ProlepticGregorian, NoLeap, AllLeap, Days360, Julian];

    /// <summary>CF's name; of two names the one that CF prefers.</summary>
    public string Name { get; }

    /// <summary>The calendar of that name; an empty name is the standard calendar.</summary>
    /// <exception cref="RefusalException"><c>unknown-calendar</c>.</exception>
    public static CfCalendar Parse(string name) => name.Trim().ToLowerInvariant() switch
    {
        "" or "standard" or "gregorian" => Standard,
        "proleptic_gregorian" => ProlepticGregorian,
        "noleap" or "365_day" or "no_leap" => NoLeap,
        "all_leap" or "366_day" => AllLeap,
        "360_day" => Days360,
        "julian" => Julian,
        _ => throw Refusal.Unknown("calendar", name, All.Select(calendar => calendar.Name).Concat(["gregorian", "365_day", "366_day"])),
    };

    /// <summary>Whether the year has a 29 February.</summary>
    public bool IsLeap(int year) => _isLeap(year);

    /// <summary>Days in a month: the number of its last day (1582-10 has 31 although ten are missing).</summary>
    public int DaysInMonth(int year, int month)
    {
        if (ReferenceEquals(this, Days360))
        {
            return 30;
        }

        return month switch
        {
            2 => IsLeap(year) ? 29 : 28,
            4 or 6 or 9 or 11 => 30,
            _ => 31,
        };
    }

    /// <summary>Whether the calendar has that day.</summary>
    public bool Has(int year, int month, int day) =>
        month is >= 1 and <= 12 && day >= 1 && day <= DaysInMonth(year, month)
        && !(ReferenceEquals(this, Standard) && year == 1582 && month == 10 && day is > 4 and < 15);

    /// <summary>The number of a day.</summary>
    public long DayNumber(int year, int month, int day) => _number(year, month, day);

    /// <summary>The day of a number.</summary>
    public (int Year, int Month, int Day) DateOf(long dayNumber) => _date(dayNumber);

    /// <inheritdoc />
    public override string ToString() => Name;

    private static bool IsGregorianLeap(int year) => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    private static bool IsJulianLeap(int year) => year % 4 == 0;

    private static long StandardNumber(int year, int month, int day)
    {
        var gregorian = year > 1582 || (year == 1582 && (month > 10 || (month == 10 && day >= 15)));
        return gregorian ? GregorianDays.Number(year, month, day) : JulianDays.Number(year, month, day);
    }
}
