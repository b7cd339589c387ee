using Etalon.Numerics;
using Etalon.Storage;

namespace Etalon.Worker;

/// <summary>A plane at screen resolution, from the cube itself or from its pyramid.</summary>
/// <param name="Image">The pixels.</param>
/// <param name="Steps">Samples of a pixel.</param>
/// <param name="Thickness">Samples taken together along axes that are not shown.</param>
/// <param name="WantsPyramid">Whether a pyramid would make this better or quicker and is not there.</param>
internal sealed record FrameSource(BlockImage Image, PlaneSteps Steps, IReadOnlyList<(string Axis, int Samples)> Thickness, bool WantsPyramid)
{
    /// <summary>Reads it from where it is quick.</summary>
    /// <param name="reader">The cube.</param>
    /// <param name="pyramid">Its pyramid, if there is one.</param>
    /// <param name="axes">The plane.</param>
    /// <param name="wish">What of it.</param>
    /// <param name="statistics">Which numbers.</param>
    /// <param name="cancellation">Stops it.</param>
    public static FrameSource Read(
        ICubeReader reader, Pyramid? pyramid, PlaneAxes axes, FrameWish wish, IReadOnlyCollection<BlockStatistic> statistics, CancellationToken cancellation)
    {
        var scan = new PlaneScan(reader, axes);
        var plan = new FramePlan(reader, axes, scan);
        var isLong = !wish.IsExact && !plan.IsQuick(wish.Box);
        if (pyramid is not null && (isLong || wish.IsSlab) && Level(pyramid, axes, wish, isLong) is { } level)
        {
            var (small, steps) = pyramid.Reduce(level, axes, wish.Box, wish.Steps, statistics, cancellation);
            return new FrameSource(small, steps, [.. pyramid.Thickness(level, axes)], WantsPyramid: false);
        }

        var affordable = plan.Affordable(wish);
        return new FrameSource(scan.Reduce(wish.Box, affordable, statistics, cancellation), affordable, [], WantsPyramid: pyramid is null && (isLong || wish.IsSlab));
    }

    private static int? Level(Pyramid pyramid, PlaneAxes axes, FrameWish wish, bool isLong) =>
        pyramid.LevelFor(axes, wish.Steps.Slow, wish.Steps.Fast)
        ?? (isLong && wish.MayBeCoarser ? PyramidShape.FirstLevel : null);
}
