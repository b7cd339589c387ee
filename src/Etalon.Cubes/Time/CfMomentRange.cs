namespace Etalon.Cubes;

/// <summary>From a moment up to, but not including, another one.</summary>
/// <param name="Start">The first moment inside.</param>
/// <param name="End">The first moment after it.</param>
public readonly record struct CfMomentRange(CfMoment Start, CfMoment End)
{
    /// <summary>
    /// A text's whole extent: <c>2003</c> is the year, <c>2003-05</c> the month, <c>2003-05-01</c> the day, <c>2003-05-01T12</c> the hour,
    /// with minutes the minute, with seconds the second. <c>2003-05..2003-08</c> lasts from the start of the first to the end of the last;
    /// either side may be empty.
    /// </summary>
    /// <exception cref="RefusalException"><c>bad-moment</c>, or <c>bad-range</c> where the end is before the start.</exception>
    public static CfMomentRange Parse(string text, CfCalendar calendar)
    {
        var cut = text.IndexOf("..", StringComparison.Ordinal);
        if (cut < 0)
        {
            var (moment, precision) = MomentText.Parse(text, calendar);
            return new CfMomentRange(moment, Next(moment, precision, calendar));
        }

        var first = text[..cut];
        var last = text[(cut + 2)..];
        var start = string.IsNullOrWhiteSpace(first) ? new CfMoment(-9999, 1, 1) : MomentText.Parse(first, calendar).Moment;
        var end = new CfMoment(100000, 1, 1);
        if (!string.IsNullOrWhiteSpace(last))
        {
            var (moment, precision) = MomentText.Parse(last, calendar);
            end = Next(moment, precision, calendar);
        }

        return start < end
            ? new CfMomentRange(start, end)
            : throw new RefusalException("bad-range", $"'{text}' ends before it starts.", "Exchange the two moments.");
    }

    /// <summary>Whether the moment lies inside.</summary>
    public bool Contains(CfMoment moment) => moment >= Start && moment < End;

    /// <inheritdoc />
    public override string ToString() => $"{Start}..{End}";

    private static CfMoment Next(CfMoment moment, int precision, CfCalendar calendar)
    {
        switch (precision)
        {
            case 1:
                return moment with { Year = moment.Year + 1 };
            case 2:
                return moment.Month == 12 ? moment with { Year = moment.Year + 1, Month = 1 } : moment with { Month = moment.Month + 1 };
            default:
                var length = precision switch { 3 => CfMoment.DayNanoseconds, 4 => 3_600_000_000_000, 5 => 60_000_000_000, _ => 1_000_000_000 };
                return CfMoment.Of(moment.Nanoseconds(calendar) + length, calendar);
        }
    }
}
