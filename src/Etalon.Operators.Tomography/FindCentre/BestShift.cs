namespace Etalon.Operators.Tomography;

/// <summary>The lowest point of a curve of which only some points are known.</summary>
internal static class BestShift
{
    /// <summary>Where the parabola through the lowest point and its neighbours is lowest, counted in points; the ends stay.</summary>
    public static double Minimum(ReadOnlySpan<double> curve)
    {
        var at = 0;
        for (var i = 1; i < curve.Length; i++)
        {
            at = curve[i] < curve[at] ? i : at;
        }

        if (at == 0 || at == curve.Length - 1)
        {
            return at;
        }

        var (before, here, after) = (curve[at - 1], curve[at], curve[at + 1]);
        var bend = before - (2 * here) + after;
        return bend > 0 ? at + Math.Clamp((before - after) / (2 * bend), -0.5, 0.5) : at;
    }

    /// <summary>
    /// How clear the lowest point of a curve is, from 0 to 1: its depth below the middle of the curve against the curve's unrest
    /// (differences of neighbours that a smooth curve would not have) and against the second lowest dip.
    /// </summary>
    public static double Clarity(ReadOnlySpan<double> curve, int apart)
    {
        if (curve.Length < 5)
        {
            return 0;
        }

        var at = 0;
        for (var i = 1; i < curve.Length; i++)
        {
            at = curve[i] < curve[at] ? i : at;
        }

        if (at == 0 || at == curve.Length - 1)
        {
            return 0;
        }

        var sorted = curve.ToArray();
        Array.Sort(sorted);
        var depth = sorted[sorted.Length / 2] - curve[at];
        var second = double.PositiveInfinity;
        for (var i = 1; i < curve.Length - 1; i++)
        {
            var isDip = curve[i] <= curve[i - 1] && curve[i] <= curve[i + 1];
            second = isDip && Math.Abs(i - at) > apart ? Math.Min(second, curve[i]) : second;
        }

        var rest = double.IsInfinity(second) ? 1 : (second - curve[at]) / depth;
        return depth > 0 ? Math.Clamp(rest, 0, 1) : 0;
    }
}
