namespace Etalon.Cubes;

/// <summary>A time coordinate's meaning: <c>days since 2000-01-01</c> in a calendar.</summary>
/// <remarks>
/// Whole seconds from year 1 to 9999 survive both ways in every unit: a coordinate is taken for the second (then millisecond,
/// then microsecond) that lies within its own rounding error.
/// </remarks>
public sealed class CfTime
{
    // Beyond this a coordinate is a fill value or a wrong unit, and years would leave their range.
    private const double LargestDays = 36_525_000;

    private static readonly Dictionary<string, long> Nanoseconds = new(StringComparer.Ordinal)
    {
        ["microsecond"] = 1_000,
        ["microsec"] = 1_000,
        ["us"] = 1_000,
        ["µs"] = 1_000,
        ["millisecond"] = 1_000_000,
        ["millisec"] = 1_000_000,
        ["msec"] = 1_000_000,
        ["ms"] = 1_000_000,
        ["nanosecond"] = 1,
        ["ns"] = 1,
        ["second"] = 1_000_000_000,
        ["sec"] = 1_000_000_000,
        ["s"] = 1_000_000_000,
        ["minute"] = 60_000_000_000,
        ["min"] = 60_000_000_000,
        ["hour"] = 3_600_000_000_000,
        ["hr"] = 3_600_000_000_000,
        ["h"] = 3_600_000_000_000,
        ["day"] = CfMoment.DayNanoseconds,
        ["d"] = CfMoment.DayNanoseconds,
        ["week"] = 7 * CfMoment.DayNanoseconds,
    };

    private readonly Int128 _reference;
    private readonly long _unit;

    private CfTime(string text, long unit, CfMoment reference, CfCalendar calendar)
    {
        Text = text;
        Reference = reference;
        Calendar = calendar;
        _unit = unit;
        _reference = reference.Nanoseconds(calendar);
    }

    /// <summary>The unit as it was written.</summary>
    public string Text { get; }

    /// <summary>The moment of coordinate 0, in UTC.</summary>
    public CfMoment Reference { get; }

    /// <summary>The calendar.</summary>
    public CfCalendar Calendar { get; }

    /// <summary>Seconds in one unit of the coordinate.</summary>
    public double UnitSeconds => _unit / 1e9;

    /// <summary>Reads <c>unit since moment</c>; an empty calendar is the standard one.</summary>
    /// <exception cref="RefusalException">
    /// <c>unknown-calendar</c>, <c>bad-time-unit</c>, <c>bad-moment</c>, or <c>varying-time-unit</c> for months and years.
    /// </exception>
    public static CfTime Parse(string unit, string calendar = "") => Parse(unit, CfCalendar.Parse(calendar));

    /// <summary>Reads <c>unit since moment</c>.</summary>
    public static CfTime Parse(string unit, CfCalendar calendar)
    {
        var words = unit.Trim();
        var cut = words.IndexOf(" since ", StringComparison.OrdinalIgnoreCase);
        if (cut < 0)
        {
            throw new RefusalException("bad-time-unit", $"'{unit}' is no time unit.", "Write for example 'days since 2000-01-01'.");
        }

        return new CfTime(unit, Length(words[..cut].Trim(), calendar), CfMoment.Parse(words[(cut + 7)..], calendar), calendar);
    }

    /// <summary>The meaning of a time axis.</summary>
    public static CfTime Of(Axis axis) => axis.IsTime
        ? Parse(axis.Unit, axis.Calendar)
        : throw new RefusalException(
            "not-a-time-axis", $"Axis '{axis.Name}' has the unit '{axis.Unit}'; a time axis has one like 'days since 2000-01-01'.",
            "Choose a time axis.");

    /// <summary>The moment of a coordinate.</summary>
    /// <exception cref="RefusalException"><c>bad-time</c>: not finite, or beyond the years -99999 to 99999.</exception>
    public CfMoment ToMoment(double coordinate) => CfMoment.Of(ToNanoseconds(coordinate), Calendar);

    /// <summary>The coordinate of a moment, correctly rounded to float64.</summary>
    public double ToCoordinate(CfMoment moment)
    {
        var difference = moment.Nanoseconds(Calendar) - _reference;
        var whole = difference / _unit;
        return (double)whole + ((double)(difference - (whole * _unit)) / _unit);
    }

    /// <summary>The moment of a coordinate as text.</summary>
    public string Format(double coordinate) => ToMoment(coordinate).ToString();

    /// <summary>The same coordinate under another unit or reference of the same calendar.</summary>
    /// <exception cref="RefusalException"><c>calendar-clash</c>.</exception>
    public double Convert(double coordinate, CfTime other) => ReferenceEquals(Calendar, other.Calendar)
        ? other.ToCoordinate(ToMoment(coordinate))
        : throw new RefusalException(
            "calendar-clash", $"Times of the calendar '{Calendar}' do not exist in the calendar '{other.Calendar}'.",
            "Resample to months first, or choose data with the same calendar.");

    /// <inheritdoc />
    public override string ToString() => $"{Text} ({Calendar})";

    private static long Length(string name, CfCalendar calendar)
    {
        var lower = name.ToLowerInvariant();
        var singular = lower.Length > 2 && lower.EndsWith('s') ? lower[..^1] : lower;
        if (Nanoseconds.TryGetValue(lower, out var length) || Nanoseconds.TryGetValue(singular, out length))
        {
            return length;
        }

        if (singular is "month" or "year" or "yr" or "common_year")
        {
            if (ReferenceEquals(calendar, CfCalendar.Days360))
            {
                return (singular is "month" ? 30 : 360) * CfMoment.DayNanoseconds;
            }

            throw new RefusalException(
                "varying-time-unit",
                $"'{name} since' has no fixed length in the calendar '{calendar}'; udunits would take 30.436875 days for every month and 365.2422 for every year.",
                "Write the axis in days (CDO: cdo setreftime,2000-01-01,00:00:00,1day).");
        }

        throw Refusal.Unknown("time unit", name, ["microseconds", "milliseconds", "seconds", "minutes", "hours", "days", "weeks"]);
    }

    private Int128 ToNanoseconds(double coordinate)
    {
        if (!(Math.Abs(coordinate) * _unit <= LargestDays * CfMoment.DayNanoseconds))
        {
            throw new RefusalException(
                "bad-time", $"{coordinate.ToString("R", System.Globalization.CultureInfo.InvariantCulture)} {Text} is no usable moment.",
                "Check the time axis for missing values and a wrong unit.");
        }

        var whole = Math.Floor(coordinate);
        var exact = _reference + ((Int128)whole * _unit) + (Int128)Math.Round((coordinate - whole) * _unit);
        var doubt = (Math.BitIncrement(Math.Abs(coordinate)) - Math.Abs(coordinate)) * _unit;
        foreach (var grain in (ReadOnlySpan<long>)[1_000_000_000, 1_000_000, 1_000])
        {
            var half = exact >= 0 ? grain / 2 : -grain / 2;
            var near = (exact + half) / grain * grain;
            if ((double)Int128.Abs(near - exact) <= doubt)
            {
                return near;
            }
        }

        return exact;
    }
}
