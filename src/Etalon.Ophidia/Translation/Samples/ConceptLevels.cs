using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Ophidia;

/// <summary>Which neighbouring values of a dimension of time belong together at a concept level.</summary>
internal static class ConceptLevels
{
    /// <summary>From the finest to the coarsest; a dimension goes only to coarser ones.</summary>
    private static readonly ImmutableArray<string> Order = ["c", "s", "m", "v", "Q", "h", "3", "6", "d", "w", "M", "q", "y", "A"];

    /// <summary>Lengths of the groups, in order.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="from">Its present level.</param>
    /// <param name="level">The level wanted.</param>
    /// <param name="endsDay">Whether 00:00 belongs to the day before, and so to its month, year, …</param>
    /// <param name="isStrict">Whether a quarter is three months from December on, as in the original, not from January on.</param>
    /// <exception cref="RefusalException"><c>finer-level</c>, or the axis is none of time.</exception>
    public static IReadOnlyList<long> Groups(Axis axis, string from, string level, bool endsDay, bool isStrict)
    {
        if (string.Equals(level, "A", StringComparison.Ordinal))
        {
            return [axis.Length];
        }

        if (Order.IndexOf(level) < Order.IndexOf(from))
        {
            throw new RefusalException(
                "finer-level", $"Dimension '{axis.Name}' has the concept level '{from}', and '{level}' is finer.", $"Coarser ones: {string.Join(", ", Order.Skip(Order.IndexOf(from) + 1))}.");
        }

        var time = CfTime.Of(axis);
        var coordinates = axis.Coordinates ?? throw new RefusalException("no-coordinates", $"Dimension '{axis.Name}' has no values.", "Only 'A' can be reduced to.");
        var (groups, last, count) = (new List<long>(), long.MinValue, 0L);
        for (var i = 0L; i < coordinates.Length; i++)
        {
            var key = Key(time, coordinates[i], level, endsDay, isStrict);
            if (key != last && count > 0)
            {
                groups.Add(count);
                count = 0;
            }

            (last, count) = (key, count + 1);
        }

        groups.Add(count);
        return groups;
    }

    private static long Key(CfTime time, double coordinate, string level, bool endsDay, bool isStrict)
    {
        var at = time.ToMoment(coordinate);
        var day = time.Calendar.DayNumber(at.Year, at.Month, at.Day);
        var minutes = (((day * 24) + at.Hour) * 60) + at.Minute;
        switch (level)
        {
            case "c" or "s":
                return (minutes * 60) + at.Second;
            case "m":
                return minutes;
            case "v":
                return Floor(minutes, 5);
            case "Q":
                return Floor(minutes, 15);
            case "h":
                return Floor(minutes, 60);
            case "3":
                return Floor(minutes, 180);
            case "6":
                return Floor(minutes, 360);
            default:
                var isMidnight = endsDay && at is { Hour: 0, Minute: 0, Second: 0, Nanosecond: 0 };
                return Key(isMidnight ? time.Calendar.DateOf(day - 1) : (at.Year, at.Month, at.Day), day - (isMidnight ? 1 : 0), level, isStrict);
        }
    }

    /// <summary>Weeks begin on Monday: day 0 of the real calendars is a Thursday. Other calendars have no week days; theirs are seven days each.</summary>
    private static long Key((int Year, int Month, int Day) date, long day, string level, bool isStrict) => level switch
    {
        "d" => day,
        "w" => Floor(day + 3, 7),
        "M" => (date.Year * 12L) + date.Month - 1,
        "q" => Floor((date.Year * 12L) + date.Month - (isStrict ? 0 : 1), 3),
        _ => date.Year,
    };

    private static long Floor(long number, long divisor) => (number / divisor) - (number % divisor < 0 ? 1 : 0);
}
