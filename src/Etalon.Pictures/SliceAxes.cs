using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Pictures;

/// <summary>A part of a cube that can be looked at: one axis is a curve, two are an image.</summary>
/// <param name="Slice">The part; axes of one sample say where it lies.</param>
/// <param name="Shown">The positions of the axes that are longer, one or two.</param>
public sealed record SliceAxes(CubeInfo Slice, ImmutableArray<int> Shown)
{
    /// <summary>Whether it is a curve.</summary>
    public bool IsCurve => Shown.Length == 1;

    /// <summary>Looks which axes of a part are shown.</summary>
    /// <exception cref="RefusalException"><c>no-picture</c>: none is longer than one sample, or more than two are.</exception>
    public static SliceAxes Of(CubeInfo slice)
    {
        ImmutableArray<int> longer = [.. Enumerable.Range(0, slice.Rank).Where(i => slice.Axes[i].Length > 1)];
        if (longer.Length is 1 or 2)
        {
            return new SliceAxes(slice, longer);
        }

        var axes = string.Join(", ", longer.Select(i => $"{slice.Axes[i].Name} ({slice.Axes[i].Length})"));
        throw longer.IsEmpty
            ? new RefusalException("no-picture", $"'{slice.Name}' has a single sample here; there is nothing to draw.", "Leave --out out to see the number.")
            : new RefusalException(
                "no-picture", $"'{slice.Name}' has {longer.Length} axes here: {axes}. A picture shows one or two.",
                $"Choose one place on each of the others: {string.Join(' ', longer[..^2].Select(i => $"--region {slice.Axes[i].Name}={slice.Axes[i].Length / 2}"))}.");
    }

    /// <summary>The line below the title: where the part lies on the axes that are not shown.</summary>
    /// <param name="whole">The whole cube.</param>
    /// <param name="start">Where the part begins in it.</param>
    public string Places(CubeInfo whole, ImmutableArray<long> start) => string.Join(", ", Enumerable.Range(0, whole.Rank)
        .Where(i => !Shown.Contains(i) && (whole.Axes[i].Length > 1 || whole.Axes[i].Coordinates is not null))
        .Select(i => AxisScale.PlaceText(whole.Axes[i], start[i])));

    /// <summary>What the numbers are and what they are in.</summary>
    internal string ValueLabel => $"{Slice.Name[(Slice.Name.LastIndexOf('/') + 1)..]}{(Slice.Unit is "" or "1" ? "" : $" ({Slice.Unit})")}";

    internal Axis Axis(int shown) => Slice.Axes[Shown[shown]];
}
