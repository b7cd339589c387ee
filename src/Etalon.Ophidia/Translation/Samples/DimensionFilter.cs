using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Ophidia;

/// <summary>What filters choose of a dimension: by place, by coordinate or by time.</summary>
public static class DimensionFilter
{
    /// <summary>By place, counted from 1 in cubes and from 0 in files.</summary>
    /// <exception cref="RefusalException"><c>bad-filter</c>.</exception>
    public static PlaceSet ByPlace(Axis axis, string filter, long origin = 1)
    {
        ArgumentNullException.ThrowIfNull(axis);
        var places = new PlaceSet(axis.Length);
        foreach (var range in Read(axis, () => IndexFilter.Parse(filter, axis.Length, origin)))
        {
            places.Add(range);
        }

        return places;
    }

    /// <summary>By coordinate: intervals with both ends, <c>a:b</c> or <c>a:step:b</c>, or single values, for which the nearest place is taken.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="filter">The selection.</param>
    /// <param name="offset">By how much intervals are widened on both sides.</param>
    /// <exception cref="RefusalException"><c>bad-filter</c>, <c>no-coordinates</c>, <c>empty-selection</c>.</exception>
    public static PlaceSet ByCoordinate(Axis axis, string filter, double offset)
    {
        ArgumentNullException.ThrowIfNull(axis);
        ArgumentNullException.ThrowIfNull(filter);
        var coordinates = Coordinates(axis);
        var places = new PlaceSet(axis.Length);
        foreach (var part in filter.Split(','))
        {
            var ends = part.Split(':').Select(end => Number(axis, part, end)).ToArray();
            switch (ends)
            {
                case [var one]:
                    places.Add(Nearest(coordinates, one));
                    break;
                case [var low, var high]:
                    Between(places, coordinates, Math.Min(low, high) - offset, Math.Max(low, high) + offset, 1);
                    break;
                case [var low, var step, var high] when step >= 1:
                    Between(places, coordinates, Math.Min(low, high) - offset, Math.Max(low, high) + offset, (long)step);
                    break;
                default:
                    throw Bad(axis, $"'{part}' is no value, interval a:b, or a:step:b");
            }
        }

        return NotEmpty(axis, filter, places);
    }

    /// <summary>By time: dates, intervals of dates, seasons.</summary>
    /// <param name="axis">The axis of time.</param>
    /// <param name="filter">The selection.</param>
    /// <param name="isStrict">Whether dates that stop early mean their first instant, of which alone the nearest place is taken, as in the original.</param>
    /// <exception cref="RefusalException"><c>bad-filter</c>, <c>not-a-time-axis</c>, <c>empty-selection</c>.</exception>
    public static PlaceSet ByTime(Axis axis, string filter, bool isStrict)
    {
        ArgumentNullException.ThrowIfNull(axis);
        var time = CfTime.Of(axis);
        var coordinates = Coordinates(axis);
        var places = new PlaceSet(axis.Length);
        foreach (var span in Read(axis, () => TimeFilter.Parse(filter)))
        {
            if (span.Season != Season.None)
            {
                Seasons(places, coordinates, time, span.Season);
            }
            else if (isStrict && ReferenceEquals(span.First, span.Last))
            {
                places.Add(Nearest(coordinates, time.ToCoordinate(First(axis, time, span.First!))));
            }
            else
            {
                var end = isStrict ? First(axis, time, span.Last!) : End(axis, time, span.Last!);
                Between(places, coordinates, time, First(axis, time, span.First!), end, isStrict || span.Last!.IsInstant);
            }
        }

        return NotEmpty(axis, filter, places);
    }

    /// <summary>Whether a filter is written as dates or seasons are, and not as places or numbers.</summary>
    public static bool LooksLikeTime(string filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return filter.Split(',').Any(static part =>
            part.Trim().ToUpperInvariant() is "DJF" or "MAM" or "JJA" or "SON" || part.Contains('_', StringComparison.Ordinal) || part.TrimStart().IndexOf('-', StringComparison.Ordinal) is > 0 and < 5);
    }

    private static void Between(PlaceSet places, AxisCoordinates coordinates, CfTime time, CfMoment first, CfMoment end, bool isInclusive)
    {
        for (var i = 0L; i < coordinates.Length; i++)
        {
            var at = time.ToMoment(coordinates[i]);
            if (at >= first && (at < end || (isInclusive && at <= end)))
            {
                places.Add(i);
            }
        }
    }

    private static void Between(PlaceSet places, AxisCoordinates coordinates, double low, double high, long step)
    {
        var taken = 0L;
        for (var i = 0L; i < coordinates.Length; i++)
        {
            if (coordinates[i] >= low && coordinates[i] <= high && taken++ % step == 0)
            {
                places.Add(i);
            }
        }
    }

    private static void Seasons(PlaceSet places, AxisCoordinates coordinates, CfTime time, Season season)
    {
        var wanted = (int)season - (int)Season.Winter;
        for (var i = 0L; i < coordinates.Length; i++)
        {
            if (time.ToMoment(coordinates[i]).Month % 12 / 3 == wanted)
            {
                places.Add(i);
            }
        }
    }

    private static CfMoment First(Axis axis, CfTime time, DatePart date)
    {
        var (month, day) = (Math.Max(1, date.Month), Math.Max(1, date.Day));
        return time.Calendar.Has(date.Year, month, day)
            ? new CfMoment(date.Year, month, day, Math.Max(0, date.Hour), Math.Max(0, date.Minute), Math.Max(0, date.Second))
            : throw Bad(axis, string.Create(CultureInfo.InvariantCulture, $"the calendar '{time.Calendar}' has no {date.Year:0000}-{month:00}-{day:00}"));
    }

    /// <summary>The instant at which what a date names is over.</summary>
    private static CfMoment End(Axis axis, CfTime time, DatePart date)
    {
        var first = First(axis, time, date);
        if (date.Month == 0)
        {
            return new CfMoment(date.Year + 1, 1, 1);
        }

        if (date.Day == 0)
        {
            return date.Month == 12 ? new CfMoment(date.Year + 1, 1, 1) : new CfMoment(date.Year, date.Month + 1, 1);
        }

        var day = time.Calendar.DayNumber(first.Year, first.Month, first.Day);
        var minutes = (first.Hour * 60) + first.Minute + (date.Hour < 0 ? 24 * 60 : date.Minute < 0 ? 60 : date.Second < 0 ? 1 : 0);
        var (year, month, date2) = time.Calendar.DateOf(day + (minutes / (24 * 60)));
        return new CfMoment(year, month, date2, minutes / 60 % 24, minutes % 60, first.Second);
    }

    private static long Nearest(AxisCoordinates coordinates, double value)
    {
        var best = 0L;
        for (var i = 1L; i < coordinates.Length; i++)
        {
            if (Math.Abs(coordinates[i] - value) < Math.Abs(coordinates[best] - value))
            {
                best = i;
            }
        }

        return best;
    }

    private static AxisCoordinates Coordinates(Axis axis) => axis.Coordinates is { } coordinates and not LabelCoordinates
        ? coordinates
        : throw new RefusalException("no-coordinates", $"Dimension '{axis.Name}' has no numbers as values.", "Filter it by place: subset_type=index.");

    private static double Number(Axis axis, string part, string end) => double.TryParse(end.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw Bad(axis, $"'{part}' is no value, interval a:b, or a:step:b");

    /// <summary>Filters of requests are wrong parameters; those of a dimension are an operator's matter.</summary>
    private static T Read<T>(Axis axis, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (OphidiaException wrong)
        {
            throw Bad(axis, wrong.Message.TrimEnd('.'));
        }
    }

    private static PlaceSet NotEmpty(Axis axis, string filter, PlaceSet places) => places.Count > 0
        ? places
        : throw new RefusalException(
            "empty-selection", $"No value of dimension '{axis.Name}' lies in '{filter}'; they go from {Text(axis, 0)} to {Text(axis, axis.Length - 1)}.", "Choose within these.");

    private static string Text(Axis axis, long at) =>
        axis.IsTime ? CfTime.Of(axis).Format(axis.Coordinates![at]) : axis.Coordinates![at].ToString("R", CultureInfo.InvariantCulture);

    private static RefusalException Bad(Axis axis, string why) => new("bad-filter", $"The filter of dimension '{axis.Name}': {why}.", "'oph_man function=oph_subset' shows what may be written.");
}
