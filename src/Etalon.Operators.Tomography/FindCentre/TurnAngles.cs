namespace Etalon.Operators.Tomography;

/// <summary>What a scan's angles allow: rows in order of angle, the rows of half a turn, pairs of opposite projections.</summary>
internal sealed class TurnAngles
{
    /// <summary>Shares so small are rounding.</summary>
    private const double Nothing = 1e-5;

    /// <summary>Beyond the ends a projection is guessed as far as this, in steps.</summary>
    private const double Reach = 1.02;

    private readonly double[] _sorted;

    /// <summary>Looks at angles in radians.</summary>
    public TurnAngles(double[] radians)
    {
        Order = [.. Enumerable.Range(0, radians.Length).OrderBy(i => radians[i])];
        _sorted = [.. Order.Select(i => radians[i])];
        var steps = _sorted.Zip(_sorted.Skip(1), static (a, b) => b - a).Where(static step => step > 1e-9).Order().ToArray();
        Step = steps.Length == 0 ? Math.PI : steps[steps.Length / 2];
        Span = _sorted[^1] - _sorted[0];
    }

    /// <summary>The projections in order of angle.</summary>
    public int[] Order { get; }

    /// <summary>The usual step in radians.</summary>
    public double Step { get; }

    /// <summary>From the first angle to the last, in radians.</summary>
    public double Span { get; }

    /// <summary>Whether half a turn was measured, its last step perhaps left out.</summary>
    public bool IsHalfTurn => _sorted.Length > 3 && Span + (Reach * Step) >= Math.PI;

    /// <summary>Whether a whole turn was measured, its last step perhaps left out.</summary>
    public bool IsWholeTurn => _sorted.Length > 7 && Span + (Reach * Step) >= 2 * Math.PI;

    /// <summary>Angles in order.</summary>
    public ReadOnlySpan<double> Sorted => _sorted;

    /// <summary>Equally spaced places from the first angle over half a turn, which has no end: the last is a step before.</summary>
    public AnglePlace[] HalfTurn()
    {
        var count = Math.Max(4, (int)Math.Round(Math.PI / Step));
        return [.. Enumerable.Range(0, count).Select(i => Place(_sorted[0] + (i * Math.PI / count)))];
    }

    /// <summary>Opposite projections, at most so many, evenly spread.</summary>
    public (AnglePlace First, AnglePlace Opposite)[] Pairs(int most)
    {
        var spare = Span - Math.PI;
        if (!IsHalfTurn)
        {
            return [];
        }

        if (spare < 2 * Step)
        {
            // One pair; where the end is missing both sides are continued by half of what is missing.
            var angle = _sorted[0] + (spare / 2);
            return [(Place(angle), Place(angle + Math.PI))];
        }

        var count = (int)Math.Clamp(Math.Floor(spare / Step) + 1, 2, most);
        return
        [
            .. Enumerable.Range(0, count).Select(i =>
            {
                // From a measured angle, so that at least one of the two is not mixed.
                var first = Place(_sorted[0] + (i * spare / (count - 1)));
                var row = first.Share < 0.5f ? first.Row : first.Row + 1;
                row = _sorted[row] > _sorted[^1] - Math.PI + (0.5 * Step) ? first.Row : row;
                return (Place(_sorted[row]), Place(_sorted[row] + Math.PI));
            }),
        ];
    }

    /// <summary>Where an angle is among the measured ones.</summary>
    public AnglePlace Place(double angle)
    {
        var found = Array.BinarySearch(_sorted, angle);
        var row = Math.Clamp(found >= 0 ? found : ~found - 1, 0, _sorted.Length - 2);
        var gap = _sorted[row + 1] - _sorted[row];
        var share = gap > 1e-9 ? (angle - _sorted[row]) / gap : 0;
        share = Math.Abs(share) < Nothing ? 0 : Math.Abs(share - 1) < Nothing ? 1 : share;
        return new AnglePlace(row, (float)Math.Clamp(share, -1, 2));
    }
}
