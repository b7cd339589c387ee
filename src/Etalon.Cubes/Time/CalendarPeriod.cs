namespace Etalon.Cubes;

/// <summary>What time samples are gathered by.</summary>
public enum CalendarPeriod
{
    /// <summary>Each hour.</summary>
    Hour,

    /// <summary>Each day.</summary>
    Day,

    /// <summary>Each month.</summary>
    Month,

    /// <summary>Each season DJF, MAM, JJA, SON; December belongs to the DJF of the next year.</summary>
    Season,

    /// <summary>Each quarter from January.</summary>
    Quarter,

    /// <summary>Each year.</summary>
    Year,

    /// <summary>Each decade: 2000 to 2009.</summary>
    Decade,

    /// <summary>The 24 hours of the day, over all days.</summary>
    HourOfDay,

    /// <summary>The days of the year by month and day, over all years.</summary>
    DayOfYear,

    /// <summary>The twelve months, over all years.</summary>
    MonthOfYear,

    /// <summary>The four seasons, over all years.</summary>
    SeasonOfYear,
}
