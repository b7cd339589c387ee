using System.Globalization;

namespace Etalon.Cubes;

/// <summary>A part of an axis: every <paramref name="Step"/>-th sample from <paramref name="Start"/>.</summary>
/// <param name="Start">The first sample.</param>
/// <param name="Length">How many samples; at least 1.</param>
/// <param name="Step">From one to the next; at least 1.</param>
public readonly record struct AxisSelection(long Start, long Length, long Step = 1)
{
    /// <summary>A part as a user writes it.</summary>
    /// <remarks>
    /// <list type="bullet">
    /// <item><c>3</c>, <c>a:b</c>, <c>a:b:step</c>, <c>:-1</c>: indexes as in Python, the end not included;</item>
    /// <item><c>10..20</c>, <c>10..20 km</c>, <c>..20</c>: coordinates, both ends included;</item>
    /// <item><c>~12.5</c>, <c>~12.5 km</c>, <c>~12.5 within 0.5 km</c>: the nearest coordinate;</item>
    /// <item><c>2003</c> (four digits), <c>2003-05</c>, <c>2003-05-01T12:00</c>, <c>2003-05..2003-08</c>, <c>~2003-05-01</c> on time axes:
    /// everything within the year, the month, … named;</item>
    /// <item>a label, or <c>first..last</c>, on axes of labels.</item>
    /// </list>
    /// </remarks>
    /// <exception cref="RefusalException"><c>bad-selection</c>, <c>empty-selection</c>, <c>region-outside</c>, …</exception>
    public static AxisSelection Parse(Axis axis, string text)
    {
        var words = text.Trim();
        if (axis.Coordinates is LabelCoordinates labels && LabelSelection.Find(axis, labels, words) is { } labelled)
        {
            return labelled;
        }

        if (IndexSelection.IsIndex(words) && !(axis.IsTime && words.Length == 4 && words.All(char.IsAsciiDigit)))
        {
            return ByIndex(axis, words);
        }

        if (words.StartsWith('~'))
        {
            return NearestSelection.Parse(axis, words);
        }

        return axis.IsTime ? ByTime(axis, words) : CoordinateSelection.Parse(axis, words);
    }

    /// <summary>By index as in Python: <c>3</c>, <c>a:b</c>, <c>a:b:step</c>, negative ones from the end.</summary>
    /// <exception cref="RefusalException"><c>bad-selection</c>, <c>region-outside</c>, <c>empty-selection</c>.</exception>
    public static AxisSelection ByIndex(Axis axis, string text) => IndexSelection.Parse(axis, text);

    /// <summary>From one coordinate to another, both included, in either order; decreasing axes too.</summary>
    /// <param name="axis">An axis with coordinates.</param>
    /// <param name="from">One end; an infinity leaves it open.</param>
    /// <param name="to">The other end.</param>
    /// <param name="unit">The unit of both; empty for that of the axis.</param>
    /// <exception cref="RefusalException">
    /// <c>no-coordinates</c>, <c>incompatible-units</c>, <c>empty-selection</c>, or <c>unordered-axis</c> where the samples do not lie side by side.
    /// </exception>
    public static AxisSelection ByCoordinate(Axis axis, double from, double to, string unit = "") =>
        CoordinateSelection.Find(axis, from, to, unit);

    /// <summary>The sample whose coordinate is nearest; of two equally near ones the first.</summary>
    /// <param name="axis">An axis with coordinates.</param>
    /// <param name="value">Where.</param>
    /// <param name="unit">The unit of value and tolerance; empty for that of the axis.</param>
    /// <param name="tolerance">How far it may be.</param>
    /// <exception cref="RefusalException"><c>no-coordinates</c>, <c>incompatible-units</c>, <c>empty-selection</c>.</exception>
    public static AxisSelection Nearest(Axis axis, double value, string unit = "", double tolerance = double.PositiveInfinity) =>
        NearestSelection.Find(axis, value, unit, tolerance);

    /// <summary>Everything within a moment range's text: <c>2003</c>, <c>2003-05</c>, <c>2003-05..2003-08</c>, <c>2003-05-01T12:00</c>.</summary>
    /// <exception cref="RefusalException"><c>not-a-time-axis</c>, <c>bad-moment</c>, <c>empty-selection</c>.</exception>
    public static AxisSelection ByTime(Axis axis, string text)
    {
        var time = CfTime.Of(axis);
        var range = CfMomentRange.Parse(text, time.Calendar);
        return OrderedSearch.Find(axis, text, coordinate =>
        {
            var moment = time.ToMoment(coordinate);
            if (moment < range.Start)
            {
                return -1;
            }

            return moment < range.End ? 0 : 1;
        });
    }

    /// <summary>The selected part of an axis.</summary>
    public Axis Of(Axis axis) => axis.Slice(Start, Length, Step);

    internal static RefusalException NoCoordinates(Axis axis) => new(
        "no-coordinates", $"Axis '{axis.Name}' has no coordinates, only indexes 0 to {axis.Length - 1}.", "Select by index: 'a:b'.");

    internal static RefusalException Bad(Axis axis, string text) => new(
        "bad-selection", $"'{text}' selects nothing on axis '{axis.Name}' ({Extent(axis)}).",
        axis.IsTime
            ? "Write indexes 'a:b', moments '2003', '2003-05..2003-08', or '~2003-05-01' for the nearest."
            : "Write indexes 'a:b', coordinates '10..20' with a unit if it is another one, or '~12.5' for the nearest.");

    internal static RefusalException Empty(Axis axis, string text) => new(
        "empty-selection", $"No sample of axis '{axis.Name}' lies in {text}; it has {Extent(axis)}.", "Choose a range within these limits, or the nearest sample: '~x'.");

    /// <summary>The axis's length and first and last coordinate, for messages.</summary>
    private static string Extent(Axis axis)
    {
        var samples = string.Create(CultureInfo.InvariantCulture, $"{axis.Length} samples");
        if (axis.Coordinates is not { Length: > 0 } coordinates)
        {
            return samples;
        }

        var first = Coordinate(axis, coordinates, 0);
        var last = Coordinate(axis, coordinates, coordinates.Length - 1);
        return $"{samples} from {first} to {last}";
    }

    private static string Coordinate(Axis axis, AxisCoordinates coordinates, long index)
    {
        if (coordinates is LabelCoordinates labels)
        {
            return $"'{labels.Labels[(int)index]}'";
        }

        var value = coordinates[index];
        try
        {
            return axis.IsTime ? CfTime.Of(axis).Format(value) : string.Create(CultureInfo.InvariantCulture, $"{value:R} {axis.Unit}").TrimEnd();
        }
        catch (RefusalException)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{value:R}");
        }
    }
}
