using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Etalon.Cubes;

namespace Etalon.Worker;

/// <summary>Two axes of a cube that are looked at, or one, at a place on each of the others.</summary>
/// <param name="Cube">The cube.</param>
/// <param name="X">The axis from left to right.</param>
/// <param name="Y">The axis from top to bottom; -1 for a line.</param>
/// <param name="At">Where the others stand; 0 on the two that are looked at.</param>
internal sealed record PlaneAxes(CubeInfo Cube, int X, int Y, ImmutableArray<long> At)
{
    /// <summary>Whether there is no axis from top to bottom.</summary>
    public bool IsLine => Y < 0;

    /// <summary>Samples from left to right.</summary>
    public long Columns => Cube.Axes[X].Length;

    /// <summary>Samples from top to bottom.</summary>
    public long Rows => IsLine ? 1 : Cube.Axes[Y].Length;

    /// <summary>Whether samples lie from top to bottom closer than from left to right, so that rows as read are columns as shown.</summary>
    public bool IsTurned => Y > X;

    /// <summary>The axis along which samples lie farther apart; -1 for a line.</summary>
    public int Slow => IsLine ? -1 : Math.Min(X, Y);

    /// <summary>The axis along which samples lie closest.</summary>
    public int Fast => IsLine ? X : Math.Max(X, Y);

    /// <summary>Reads axes as requests name them. An axis that is not named stands at its middle.</summary>
    /// <param name="cube">The cube.</param>
    /// <param name="view"><c>x</c>, <c>y</c>, and <c>at</c> with a place for each other axis.</param>
    public static PlaneAxes Of(CubeInfo cube, JsonObject view)
    {
        if (cube.Rank == 0)
        {
            throw new RefusalException("no-axes", $"'{cube.Name}' is a single number; there is nothing to look along.", "Read it with 'etalon cube show'.");
        }

        var (givenX, givenY) = ((string?)view["x"] ?? "", (string?)view["y"] ?? "");
        var x = givenX.Length > 0 ? cube.IndexOf(givenX) : cube.Rank - 1;
        var y = givenY.Length > 0 ? cube.IndexOf(givenY) : givenX.Length > 0 ? -1 : cube.Rank - 2;
        if (x == y)
        {
            throw new RefusalException("same-axis", $"'{givenX}' cannot run from left to right and from top to bottom.", "Name two different axes.");
        }

        var at = cube.Axes.Select((axis, i) => i == x || i == y ? 0 : axis.Length / 2).ToArray();
        foreach (var (name, place) in view["at"]?.AsObject() ?? [])
        {
            var axis = cube.IndexOf(name);
            if (axis != x && axis != y)
            {
                at[axis] = Place(cube.Axes[axis], (string)place!);
            }
        }

        return new PlaneAxes(cube, x, y, [.. at]);
    }

    /// <summary>A box of the plane as a region of the cube.</summary>
    public Region Part(long row, long rows, long column, long columns)
    {
        var region = new Region(At, [.. Enumerable.Repeat(1L, Cube.Rank)]).With(X, column, columns);
        return IsLine ? region : region.With(Y, row, rows);
    }

    /// <summary>The part of the plane from the first row and column up to, and not with, the last: <c>x0, y0, x1, y1</c>.</summary>
    public Region Rectangle(double[] roi)
    {
        var (left, top) = ((long)Math.Clamp(roi[0], 0, Columns), (long)Math.Clamp(roi[1], 0, Rows));
        var (right, bottom) = ((long)Math.Clamp(roi[2], 0, Columns), (long)Math.Clamp(roi[3], 0, Rows));
        return right > left && bottom > top
            ? Part(top, bottom - top, left, right - left)
            : throw new RefusalException(
                "empty-rectangle", $"The rectangle from {roi[0]}, {roi[1]} to {roi[2]}, {roi[3]} holds no sample of {Columns} x {Rows}.",
                "Write roi=x0,y0,x1,y1 in samples; the ends are not included.");
    }

    private static long Place(Axis axis, string text)
    {
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var place))
        {
            var selection = AxisSelection.Parse(axis, text);
            place = selection.Length == 1
                ? selection.Start
                : throw new RefusalException("bad-place", $"'{text}' are {selection.Length} places on axis '{axis.Name}'.", "Name one place.");
        }

        return place >= 0 && place < axis.Length ? place : throw Refusal.Outside(axis.Name, place, place + 1, axis.Length);
    }
}
