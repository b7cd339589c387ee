using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators.Tomography;

/// <summary>Frames without sample (or without beam), grouped by the time they were taken at.</summary>
/// <param name="Times">When each group was taken, counted in projections; ascending.</param>
/// <param name="Frames">The frames of each group.</param>
internal sealed record FrameGroups(ImmutableArray<double> Times, ImmutableArray<ImmutableArray<int>> Frames)
{
    /// <summary>Times nearer than this belong together: no camera takes a frame in a millionth of a projection.</summary>
    private const double Together = 1e-6;

    /// <summary>How many groups there are.</summary>
    public int Count => Times.Length;

    /// <summary>The groups of a cube along its axis of frames.</summary>
    /// <exception cref="RefusalException">A time is no number.</exception>
    public static FrameGroups Of(CubeInfo cube, string axisName, FrameUse use)
    {
        var axis = cube.Axes[cube.IndexOf(axisName)];
        var all = Enumerable.Range(0, checked((int)axis.Length));
        if (use == FrameUse.Mean || axis.Coordinates is null or LabelCoordinates)
        {
            return new FrameGroups([0], [[.. all]]);
        }

        var times = axis.Coordinates.ToArray();
        var strange = Array.FindIndex(times, time => !double.IsFinite(time));
        if (strange >= 0)
        {
            throw new RefusalException(
                "bad-frame-time", $"Frame {strange} of '{cube.Name}' was taken at {times[strange]}.",
                $"The coordinates of the axis '{axisName}' say before which projection a frame was taken; use {axisName}s=mean to average all.");
        }

        var groups = new List<(double Time, List<int> Frames)>();
        foreach (var frame in all.OrderBy(frame => times[frame]))
        {
            if (groups.Count == 0 || times[frame] - groups[^1].Time > Together)
            {
                groups.Add((times[frame], []));
            }

            groups[^1].Frames.Add(frame);
        }

        return new FrameGroups([.. groups.Select(group => group.Time)], [.. groups.Select(group => group.Frames.Order().ToImmutableArray())]);
    }

    /// <summary>The groups around a projection: linear in between, the nearest outside.</summary>
    public FrameMix At(long projection)
    {
        var next = 0;
        while (next < Count && Times[next] <= projection)
        {
            next++;
        }

        if (next == 0 || next == Count)
        {
            var nearest = next == 0 ? 0 : Count - 1;
            return new FrameMix(nearest, nearest, 0);
        }

        return new FrameMix(next - 1, next, (float)((projection - Times[next - 1]) / (Times[next] - Times[next - 1])));
    }

    /// <summary>From the first to the last frame that some projections need.</summary>
    public (long Start, long Length) FramesFor(long start, long length)
    {
        var first = At(start).First;
        var last = At(start + length - 1).Second;
        var (low, high) = (int.MaxValue, 0);
        for (var group = first; group <= last; group++)
        {
            low = Math.Min(low, Frames[group][0]);
            high = Math.Max(high, Frames[group][^1]);
        }

        return (low, high - low + 1);
    }
}
