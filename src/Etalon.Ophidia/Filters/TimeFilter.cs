using System.Collections.Immutable;

namespace Etalon.Ophidia;

/// <summary>A selection by time: <c>2000-02</c>, <c>2000-02_2000-05-10</c>, <c>JJA</c>, or a list of these.</summary>
/// <remarks>
/// A date that stops early means all of what it names: 2000-02 is the whole month. The original takes the nearest single step instead, and loses the last
/// day of intervals and seasons.
/// </remarks>
public static class TimeFilter
{
    /// <summary>Reads a selection.</summary>
    /// <exception cref="OphidiaException">It is none.</exception>
    public static ImmutableArray<TimeSpanFilter> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. text.Split(',').Select(part => Span(part.Trim()))];
    }

    private static TimeSpanFilter Span(string part)
    {
        var season = part.ToUpperInvariant() switch
        {
            "DJF" => Season.Winter,
            "MAM" => Season.Spring,
            "JJA" => Season.Summer,
            "SON" => Season.Autumn,
            _ => Season.None,
        };
        if (season != Season.None)
        {
            return new TimeSpanFilter(null, null, season);
        }

        var ends = part.Split('_');
        var dates = ends.Select(DatePart.Parse).ToArray();
        return dates.Length switch
        {
            1 => new TimeSpanFilter(dates[0], dates[0]),
            2 => new TimeSpanFilter(dates[0], dates[1]),
            _ => throw new OphidiaException(OphidiaError.Parameter, $"'{part}' is no interval. Write FROM_TO, as 2000-02_2000-05."),
        };
    }
}
