namespace Etalon.Cubes;

/// <summary>Finds the samples of an axis that lie in a range.</summary>
internal static class OrderedSearch
{
    /// <summary>The samples for which <paramref name="place"/> says 0 (−1: before the range, 1: after it).</summary>
    /// <remarks>Order is not assumed: the axis may fall or rise, but what is found must lie side by side.</remarks>
    public static AxisSelection Find(Axis axis, string asked, Func<double, int> place)
    {
        var coordinates = axis.Coordinates ?? throw AxisSelection.NoCoordinates(axis);
        if (coordinates is RegularCoordinates)
        {
            return Bisect(axis, coordinates, asked, place);
        }

        var (first, last, count) = (-1L, -1L, 0L);
        for (var i = 0L; i < coordinates.Length; i++)
        {
            if (!double.IsNaN(coordinates[i]) && place(coordinates[i]) == 0)
            {
                first = first < 0 ? i : first;
                last = i;
                count++;
            }
        }

        if (count == 0)
        {
            throw AxisSelection.Empty(axis, asked);
        }

        return count == last - first + 1
            ? new AxisSelection(first, count)
            : throw new RefusalException(
                "unordered-axis", $"The {count} samples of axis '{axis.Name}' in {asked} do not lie side by side.",
                "Sort the axis first, or select by index.");
    }

    private static AxisSelection Bisect(Axis axis, AxisCoordinates coordinates, string asked, Func<double, int> place)
    {
        var rising = coordinates.Length < 2 || coordinates[1] >= coordinates[0];
        var sign = rising ? 1 : -1;
        var first = FirstFrom(coordinates, c => sign * place(c) >= 0);
        var end = FirstFrom(coordinates, c => sign * place(c) > 0);
        return first < end ? new AxisSelection(first, end - first) : throw AxisSelection.Empty(axis, asked);
    }

    private static long FirstFrom(AxisCoordinates coordinates, Func<double, bool> reached)
    {
        var (low, high) = (0L, coordinates.Length);
        while (low < high)
        {
            var mid = low + ((high - low) / 2);
            (low, high) = reached(coordinates[mid]) ? (low, mid) : (mid + 1, high);
        }

        return low;
    }
}
