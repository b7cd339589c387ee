using System.Collections.Immutable;
using System.Globalization;

namespace Etalon.Ophidia;

/// <summary>A selection by place, as operators on cubes take it: <c>3</c>, <c>2:10</c>, <c>1:2:end</c>, <c>1:3,7</c>; places count from 1, ends are included.</summary>
public static class IndexFilter
{
    /// <summary>Reads a selection.</summary>
    /// <param name="text">The selection; <c>all</c> or nothing takes everything.</param>
    /// <param name="length">Places there are.</param>
    /// <param name="origin">What the first place is called: 1 for cubes, 0 for files.</param>
    /// <exception cref="OphidiaException">It is none, or leaves the dimension.</exception>
    public static ImmutableArray<IndexRange> Parse(string text, long length, long origin = 1)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Trim() is "" or "all" or "none"
            ? [new IndexRange(0, length - 1, 1)]
            : [.. text.Split(',').Select(part => Range(part.Trim(), length, origin))];
    }

    private static IndexRange Range(string part, long length, long origin)
    {
        var ends = part.Split(':');
        var numbers = ends.Select(end => Number(end.Trim(), length, origin, part)).ToArray();
        var (first, step, last) = numbers.Length switch
        {
            1 => (numbers[0], 1, numbers[0]),
            2 => (numbers[0], 1, numbers[1]),
            3 => (numbers[0], numbers[1], numbers[2]),
            _ => throw Bad(part, "it has more than two colons"),
        };
        (first, last) = (first - origin, last - origin);
        return first < 0 || last >= length ? throw Bad(part, $"places go from {origin} to {length - 1 + origin}")
            : step < 1 || last < first ? throw Bad(part, "it goes from the lower place to the higher, by steps of at least 1")
            : new IndexRange(first, last, step);
    }

    private static long Number(string text, long length, long origin, string part) => text is "end"
        ? length - 1 + origin
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Bad(part, $"'{text}' is no place");

    private static OphidiaException Bad(string part, string why) => new(
        OphidiaError.Parameter, $"'{part}' selects nothing: {why}. Write 3, 2:10, 1:2:end (first:step:last) or a list of these.");
}
