namespace Etalon.Pictures;

/// <summary>Cuts off what leaves a plot above or below.</summary>
internal static class CurveClip
{
    private static readonly (double X, double Y) Break = (double.NaN, double.NaN);

    /// <summary>The parts of a curve between two heights, with breaks between them; a point without neighbours stays as a point.</summary>
    public static List<(double X, double Y)> Between(IReadOnlyList<(double X, double Y)> points, double top, double bottom)
    {
        var parts = new List<(double X, double Y)>();
        var lonely = true;
        for (var i = 0; i < points.Count; i++)
        {
            var next = i + 1 < points.Count ? points[i + 1] : Break;
            if (double.IsFinite(points[i].Y + next.Y))
            {
                Add(parts, points[i], next, top, bottom);
                lonely = false;
            }
            else
            {
                if (lonely && points[i].Y >= top && points[i].Y <= bottom)
                {
                    parts.AddRange([points[i], points[i], Break]);
                }

                lonely = true;
            }
        }

        return parts;
    }

    private static void Add(List<(double X, double Y)> parts, (double X, double Y) from, (double X, double Y) to, double top, double bottom)
    {
        var (enter, leave) = (0.0, 1.0);
        var rise = to.Y - from.Y;
        if (rise == 0)
        {
            leave = from.Y >= top && from.Y <= bottom ? 1 : -1;
        }
        else
        {
            var (a, b) = ((top - from.Y) / rise, (bottom - from.Y) / rise);
            (enter, leave) = (Math.Max(0, Math.Min(a, b)), Math.Min(1, Math.Max(a, b)));
        }

        if (enter > leave)
        {
            return;
        }

        (double X, double Y) At(double share) => (from.X + (share * (to.X - from.X)), from.Y + (share * rise));
        var start = At(enter);
        if (parts.Count > 0 && parts[^1] == start)
        {
            parts.Add(At(leave));
        }
        else
        {
            parts.AddRange([Break, start, At(leave)]);
        }
    }
}
