using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>A time axis of a cube cut into calendar groups, which become an axis at the same place.</summary>
/// <param name="Position">The position of the axis.</param>
/// <param name="Groups">The groups.</param>
/// <param name="First">The first sample of each group.</param>
/// <param name="Last">The last sample of each group.</param>
internal sealed record GroupedAxis(int Position, CalendarGroups Groups, ImmutableArray<int> First, ImmutableArray<int> Last)
{
    /// <summary>Bytes of the tables: the group of each sample, labels and spans of groups.</summary>
    public long TableBytes => (16L * Groups.GroupOf.Length) + (768L * Groups.Groups.Length);

    /// <summary>The groups of a cube's time axis.</summary>
    public static GroupedAxis Of(CubeInfo input, string axis, CalendarPeriod period)
    {
        var time = Find(input, axis);
        var groups = CalendarGroups.Of(time, period);
        var first = new int[groups.Groups.Length];
        var last = new int[groups.Groups.Length];
        Array.Fill(first, int.MaxValue);
        for (var sample = 0; sample < groups.GroupOf.Length; sample++)
        {
            var group = groups.GroupOf[sample];
            first[group] = Math.Min(first[group], sample);
            last[group] = sample;
        }

        return new GroupedAxis(input.IndexOf(time.Name), groups, [.. first], [.. last]);
    }

    /// <summary>The named axis, or the only time axis.</summary>
    public static Axis Find(CubeInfo input, string axis)
    {
        if (axis.Length > 0)
        {
            return input.Axes[input.IndexOf(axis)];
        }

        var times = input.Axes.Where(candidate => candidate.IsTime).ToArray();
        return times.Length == 1
            ? times[0]
            : throw new RefusalException(
                "no-time-axis",
                $"Cube '{input.Name}' has {times.Length} time axes; its axes are {string.Join(", ", input.Axes.Select(a => a.Name))}.",
                "Name the axis with 'axis'; a time axis has a unit like 'days since 2000-01-01'.");
    }

    /// <summary>The input with the groups in place of the samples.</summary>
    public CubeInfo Shape(CubeInfo input) => input with { Axes = input.Axes.SetItem(Position, Groups.ToAxis()) };

    /// <summary>The input region that a region of groups needs: from the first to the last sample of any of them.</summary>
    public Region Demand(Region output)
    {
        var (start, end) = (int.MaxValue, 0);
        for (var group = (int)output.Start[Position]; group < output.End(Position); group++)
        {
            start = Math.Min(start, First[group]);
            end = Math.Max(end, Last[group] + 1);
        }

        return output.With(Position, start, end - start);
    }
}
