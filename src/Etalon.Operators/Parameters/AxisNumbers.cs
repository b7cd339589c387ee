using System.Collections.Immutable;
using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Operators;

/// <summary>Reads a list of whole numbers by axis: <c>time=366,lat=24</c>.</summary>
public static class AxisNumbers
{
    /// <summary>The pairs in the order written; names at most once, numbers at least 1.</summary>
    public static ImmutableArray<(string Axis, long Number)> Parse(string parameter, string text)
    {
        var pairs = ImmutableArray.CreateBuilder<(string, long)>();
        foreach (var part in text.Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var sides = part.Split('=', StringSplitOptions.TrimEntries);
            if (sides.Length != 2 || sides[0].Length == 0
                || !long.TryParse(sides[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1)
            {
                throw Bad(parameter, part, "is no 'axis=number' with a number from 1");
            }

            if (pairs.Any(pair => string.Equals(pair.Item1, sides[0], StringComparison.Ordinal)))
            {
                throw Bad(parameter, part, "names an axis a second time");
            }

            pairs.Add((sides[0], number));
        }

        return pairs.ToImmutable();
    }

    /// <summary>One number for every axis of a cube: those written, cut to the axis's length; the whole axis for others.</summary>
    public static ImmutableArray<long> For(string parameter, string text, CubeInfo cube)
    {
        var lengths = cube.Shape.ToBuilder();
        foreach (var (axis, number) in Parse(parameter, text))
        {
            var at = cube.IndexOf(axis);
            lengths[at] = Math.Min(number, cube.Axes[at].Length);
        }

        return lengths.ToImmutable();
    }

    private static RefusalException Bad(string parameter, string part, string why) => new(
        "bad-parameter", $"In '{parameter}', '{part}' {why}.", "Write for example 'time=366,lat=24,lon=36'.");
}
