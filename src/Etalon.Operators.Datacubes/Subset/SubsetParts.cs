using System.Collections.Immutable;
using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Reads selections: one part for every axis of the cube, the whole axis where nothing is said.</summary>
internal static class SubsetParts
{
    private const string Form = "Write for example 'time=2003-05; lat=-30..30; lon=nearest:11.5; level=index:0:3'.";

    public static ImmutableArray<SubsetPart> Of(Subset.Parameters parameters, CubeInfo cube)
    {
        var parts = cube.Axes.Select((axis, i) => new SubsetPart(i, [new AxisSelection(0, axis.Length)], IsDropped: false)).ToArray();
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, text) in Texts(parameters))
        {
            var at = cube.IndexOf(name);
            if (!named.Add(name))
            {
                throw new RefusalException("repeated-axis", $"Axis '{name}' is selected twice.", "Name every axis once.");
            }

            var (pieces, isOne) = Pieces(cube.Axes[at], text);
            parts[at] = new SubsetPart(at, pieces, parameters.Drop && isOne);
        }

        return [.. parts];
    }

    private static IEnumerable<(string Axis, string Text)> Texts(Subset.Parameters parameters)
    {
        foreach (var part in parameters.Select.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var sign = part.IndexOf('=', StringComparison.Ordinal);
            if (sign <= 0)
            {
                throw new RefusalException("bad-selection", $"'{part}' is no 'axis=selection'.", Form);
            }

            yield return (part[..sign].Trim(), part[(sign + 1)..].Trim());
        }

        foreach (var (axis, text) in parameters.Axes ?? ImmutableSortedDictionary<string, string>.Empty)
        {
            yield return (axis, text.Trim());
        }
    }

    /// <summary>The samples, and whether a single one was named; places may be a list.</summary>
    private static (ImmutableArray<AxisSelection> Pieces, bool IsOne) Pieces(Axis axis, string text)
    {
        if (After(text, "index:") is not { } index || !index.Contains(',', StringComparison.Ordinal))
        {
            var (selection, isOne) = Selection(axis, text);
            return ([selection], isOne);
        }

        var pieces = index.Split(',', StringSplitOptions.TrimEntries).Select(piece => AxisSelection.ByIndex(axis, piece)).ToImmutableArray();
        for (var i = 1; i < pieces.Length; i++)
        {
            if (pieces[i].Start <= pieces[i - 1].Start + ((pieces[i - 1].Length - 1) * pieces[i - 1].Step))
            {
                throw new RefusalException("bad-selection", $"In '{index}' a piece does not lie behind the one before it.", "Write the pieces in the order of the axis, without overlaps.");
            }
        }

        return (pieces, false);
    }

    /// <summary>The samples, and whether a single one was named.</summary>
    private static (AxisSelection Selection, bool IsOne) Selection(Axis axis, string text)
    {
        if (text.Length == 0)
        {
            throw new RefusalException("bad-selection", $"Nothing is said of axis '{axis.Name}'.", Form);
        }

        if (After(text, "index:") is { } index)
        {
            return (AxisSelection.ByIndex(axis, index), !index.Contains(':', StringComparison.Ordinal));
        }

        if (After(text, "nearest:") is { } nearest)
        {
            return (AxisSelection.Parse(axis, "~" + nearest), true);
        }

        // A coordinate range with a colon; where the axis knows no coordinates, AxisSelection takes it as indexes.
        var range = After(text, "range:") ?? text;
        if (range.Split(':') is [var from, var to] && IsCoordinate(axis, from) && IsCoordinate(axis, to))
        {
            return (AxisSelection.Parse(axis, $"{from.Trim()}..{to.Trim()}"), false);
        }

        var selection = AxisSelection.Parse(axis, range);
        var isOne = text[0] == '~' || (selection.Length == 1 && (long.TryParse(text, CultureInfo.InvariantCulture, out _) || axis.Coordinates is LabelCoordinates));
        return (selection, isOne);
    }

    private static bool IsCoordinate(Axis axis, string end) =>
        !axis.IsTime && axis.Coordinates is not (null or LabelCoordinates) && double.TryParse(end, CultureInfo.InvariantCulture, out _);

    private static string? After(string text, string prefix) =>
        text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..].Trim() : null;
}
