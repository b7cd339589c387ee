namespace Etalon.Numerics;

/// <summary>How far two rows of numbers lie apart, gathered block by block. NaN is missing.</summary>
/// <remarks>Not thread-safe; several are added up with <see cref="Add(DifferenceFold)"/>, whatever their order.</remarks>
public sealed class DifferenceFold
{
    private double _squares;

    /// <summary>Pairs of which both are there.</summary>
    public long Compared { get; private set; }

    /// <summary>Pairs that are not the same number.</summary>
    public long Different { get; private set; }

    /// <summary>Pairs of which only the second is there.</summary>
    public long OnlyInSecond { get; private set; }

    /// <summary>Pairs of which only the first is there.</summary>
    public long OnlyInFirst { get; private set; }

    /// <summary>The largest distance, in the unit of the numbers.</summary>
    public double LargestAbsolute { get; private set; }

    /// <summary>Where it is; -1 where nothing differs. The first of several.</summary>
    public long LargestAt { get; private set; } = -1;

    /// <summary>The pair that lies furthest apart.</summary>
    public (double First, double Second) LargestPair { get; private set; }

    /// <summary>The largest distance as a part of the larger number of its pair.</summary>
    public double LargestRelative { get; private set; }

    /// <summary>The root of the mean square of the distances.</summary>
    public double RootMeanSquare => Compared > 0 ? Math.Sqrt(_squares / Compared) : 0;

    /// <summary>Takes a block of pairs.</summary>
    /// <param name="first">Numbers of the one.</param>
    /// <param name="second">Numbers of the other, as many.</param>
    /// <param name="start">The place of the first pair.</param>
    public void Add(ReadOnlySpan<double> first, ReadOnlySpan<double> second, long start)
    {
        if (second.Length != first.Length)
        {
            throw new ArgumentException("Both must have as many numbers.", nameof(second));
        }

        for (var i = 0; i < first.Length; i++)
        {
            var (a, b) = (first[i], second[i]);
            if (a == b)
            {
                Compared++;
            }
            else if (double.IsNaN(a) || double.IsNaN(b))
            {
                Missing(double.IsNaN(a), double.IsNaN(b));
            }
            else
            {
                Compared++;
                Different++;
                Apart(a, b, start + i);
            }
        }
    }

    /// <summary>Takes what another one has gathered.</summary>
    public void Add(DifferenceFold other)
    {
        Compared += other.Compared;
        Different += other.Different;
        OnlyInFirst += other.OnlyInFirst;
        OnlyInSecond += other.OnlyInSecond;
        LargestRelative = Math.Max(LargestRelative, other.LargestRelative);
        _squares += other._squares;
        if (other.LargestAt >= 0)
        {
            Keep(other.LargestAbsolute, other.LargestPair, other.LargestAt);
        }
    }

    private void Missing(bool inFirst, bool inSecond)
    {
        OnlyInSecond += inSecond ? 0 : 1;
        OnlyInFirst += inFirst ? 0 : 1;
    }

    private void Apart(double a, double b, long at)
    {
        // Two infinities of one sign are equal; all other pairs with one are infinitely far apart.
        var distance = Math.Abs(a - b);
        _squares += distance * distance;
        var larger = Math.Max(Math.Abs(a), Math.Abs(b));
        LargestRelative = Math.Max(LargestRelative, double.IsInfinity(larger) ? double.PositiveInfinity : distance / larger);
        Keep(distance, (a, b), at);
    }

    private void Keep(double distance, (double First, double Second) pair, long at)
    {
        if (LargestAt < 0 || distance > LargestAbsolute || (distance == LargestAbsolute && at < LargestAt))
        {
            (LargestAbsolute, LargestPair, LargestAt) = (distance, pair, at);
        }
    }
}
