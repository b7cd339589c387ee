using Etalon.Cubes;

namespace Etalon.Ophidia;

/// <summary>The concept level that the values of an axis of time have by themselves.</summary>
public static class TimeLevel
{
    private const double Minute = 60;
    private const double Hour = 3600;
    private const double Day = 86400;

    // A month has at least 28 days, a quarter 89 (or 90), a year 360; clocks of files are seldom off by a tenth of it.
    private static readonly (double Seconds, string Level)[] Levels =
    [
        (350 * Day, "y"), (88 * Day, "q"), (27.5 * Day, "M"), (7 * Day, "w"), (Day, "d"), (6 * Hour, "6"), (3 * Hour, "3"), (Hour, "h"),
        (15 * Minute, "Q"), (5 * Minute, "5"), (Minute, "m"),
    ];

    /// <summary>From the typical distance of two values: <c>d</c> for days, <c>M</c> for months, …; a single value says nothing and counts as days.</summary>
    public static string Of(Axis axis)
    {
        ArgumentNullException.ThrowIfNull(axis);
        if (axis.Coordinates is not { Length: > 1 } coordinates)
        {
            return "d";
        }

        const int looked = 1000;
        var seconds = CfTime.Of(axis).UnitSeconds;
        var gaps = Enumerable.Range(1, (int)Math.Min(looked, coordinates.Length - 1)).Select(i => Math.Abs(coordinates[i] - coordinates[i - 1]) * seconds).Order().ToArray();
        var typical = gaps[gaps.Length / 2] * 1.0001;
        return Array.Find(Levels, level => typical >= level.Seconds).Level ?? "c";
    }
}
