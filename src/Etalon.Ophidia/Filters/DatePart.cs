using System.Globalization;
using System.Text.RegularExpressions;

namespace Etalon.Ophidia;

/// <summary>A date that may stop at any part: <c>2000</c>, <c>2000-02</c>, <c>2000-02-05 12</c>, <c>2000-02-05 12:30:00</c>; it means all of that part.</summary>
/// <remarks>It knows no calendar: whether there is a 30th of February is for the cube's calendar to say.</remarks>
/// <param name="Year">The year.</param>
/// <param name="Month">The month; 0 for the whole year.</param>
/// <param name="Day">The day; 0 for the whole month.</param>
/// <param name="Hour">The hour; -1 for the whole day.</param>
/// <param name="Minute">The minute; -1 for the whole hour.</param>
/// <param name="Second">The second; -1 for the whole minute.</param>
public sealed partial record DatePart(int Year, int Month = 0, int Day = 0, int Hour = -1, int Minute = -1, int Second = -1)
{
    /// <summary>Whether it is one instant, and not a stretch of time.</summary>
    public bool IsInstant => Second >= 0;

    /// <summary>Reads a date.</summary>
    /// <exception cref="OphidiaException">It is none.</exception>
    public static DatePart Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var match = Form().Match(text.Trim());
        var date = match.Success
            ? new DatePart(Part(match, "year", 0), Part(match, "month", 0), Part(match, "day", 0), Part(match, "hour", -1), Part(match, "minute", -1), Part(match, "second", -1))
            : null;
        return date is not null && date.Month <= 12 && date.Day <= 31 && date.Hour < 24 && date.Minute < 60 && date.Second < 60
            && (!match.Groups["month"].Success || date.Month > 0) && (!match.Groups["day"].Success || date.Day > 0)
            ? date
            : throw new OphidiaException(
                OphidiaError.Parameter, $"'{text}' is no date. Write a year, or as much of YYYY-MM-DD hh:mm:ss as you mean: 2000-02 is the whole month.");
    }

    private static int Part(Match match, string group, int otherwise) =>
        match.Groups[group].Success ? int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture) : otherwise;

    [GeneratedRegex(
        @"^(?<year>\d{1,4})(-(?<month>\d{1,2})(-(?<day>\d{1,2})([ T](?<hour>\d{1,2})(:(?<minute>\d{1,2})(:(?<second>\d{1,2}))?)?)?)?)?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}
