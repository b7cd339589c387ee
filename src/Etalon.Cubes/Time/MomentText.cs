using System.Globalization;
using System.Text.RegularExpressions;

namespace Etalon.Cubes;

/// <summary>Reads moments as ISO 8601 and udunits write them, and remembers how precise the text was.</summary>
internal static partial class MomentText
{
    /// <summary>How much of a moment a text names: 1 year, 2 month, 3 day, 4 hour, 5 minute, 6 second.</summary>
    public static (CfMoment Moment, int Precision) Parse(string text, CfCalendar calendar)
    {
        var match = Form().Match(text);
        if (!match.Success)
        {
            throw Bad(text, "it is not written as 2003, 2003-05, 2003-05-01 or 2003-05-01T12:00:00");
        }

        string[] names = ["year", "month", "day", "hour", "minute", "second"];
        var precision = names.Count(name => match.Groups[name].Success);
        int[] part = [0, 1, 1, 0, 0, 0];
        for (var i = 0; i < precision; i++)
        {
            part[i] = int.Parse(match.Groups[names[i]].ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        }

        if (!calendar.Has(part[0], part[1], part[2]))
        {
            throw Bad(text, $"the calendar '{calendar}' has no such day");
        }

        if (part[3] > 23 || part[4] > 59 || part[5] > 59)
        {
            throw Bad(text, "a day ends at 23:59:59");
        }

        var fraction = (match.Groups["fraction"].Value + "000000000")[..9];
        var moment = new CfMoment(part[0], part[1], part[2], part[3], part[4], part[5], int.Parse(fraction, CultureInfo.InvariantCulture));
        var zone = ZoneMinutes(match.Groups["zone"].Value, text);
        return (zone == 0 ? moment : CfMoment.Of(moment.Nanoseconds(calendar) - (zone * 60_000_000_000L), calendar), precision);
    }

    private static int ZoneMinutes(string zone, string text)
    {
        if (zone is "" or "Z" or "UTC" or "GMT")
        {
            return 0;
        }

        var digits = zone[1..].Replace(":", "", StringComparison.Ordinal);
        var value = int.Parse(digits, CultureInfo.InvariantCulture);
        var minutes = digits.Length <= 2 ? value * 60 : (value / 100 * 60) + (value % 100);
        if (minutes > 18 * 60)
        {
            throw Bad(text, "a time zone lies within 18 hours of UTC");
        }

        return zone[0] == '-' ? -minutes : minutes;
    }

    private static RefusalException Bad(string text, string what) =>
        new("bad-moment", $"'{text}' is no moment: {what}.", "Write for example '2003-05-01T12:00:00'.");

    [GeneratedRegex(
        @"^\s*(?<year>[+-]?\d{1,5})(-(?<month>\d{1,2})(-(?<day>\d{1,2})((T|\s+)(?<hour>\d{1,2})(:(?<minute>\d{1,2})(:(?<second>\d{1,2})(\.(?<fraction>\d*))?)?)?)?)?)?\s*(?<zone>Z|UTC|GMT|[+-]\d{1,2}(:?\d{2})?)?\s*$",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form();
}
