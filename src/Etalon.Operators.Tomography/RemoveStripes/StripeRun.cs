using System.Runtime.InteropServices;

namespace Etalon.Operators.Tomography;

/// <summary>Levels of one sign, one after the other, that stand out in a column.</summary>
/// <param name="levels">The levels of the column.</param>
/// <param name="heights">Its samples.</param>
/// <param name="noise">Their standard deviation.</param>
/// <param name="significance">How many times the noise of its mean a level must be.</param>
/// <param name="distance">How far the column is from the axis.</param>
[StructLayout(LayoutKind.Auto)]
internal ref struct StripeRun(LevelSegments levels, ReadOnlySpan<float> heights, double noise, double significance, double distance)
{
    /// <summary>The least part of the scan that a stripe lasts.</summary>
    public const double LeastPart = 0.15;

    /// <summary>More than this part is all of the scan.</summary>
    private const double AllPart = 0.95;

    /// <summary>Columns across which a feature counts as staying in one place; blur included.</summary>
    private const double FeatureColumns = 3;

    /// <summary>The least part of the scan in one level.</summary>
    private const double LeastLevel = 1.0 / 16;

    /// <summary>A level may vary by this part.</summary>
    private const double Uneven = 0.25;

    /// <summary>Levels below this part of the highest are nothing.</summary>
    private const double Nothing = 0.15;

    /// <summary>A stripe that ends within a bin, or within two, ends suddenly.</summary>
    private const int Sudden = 2;

    private readonly ReadOnlySpan<float> _heights = heights;

    /// <summary>The first level.</summary>
    public int First { get; private set; }

    /// <summary>The last level.</summary>
    public int Last { get; private set; }

    /// <summary>The largest magnitude of the levels.</summary>
    public double Highest { get; private set; }

    /// <summary>Whether a run begins here; finds its end.</summary>
    public bool TryStart(int segment)
    {
        (First, Last, Highest) = (segment, segment, Math.Abs(levels.Level(segment)));
        if (!StandsOut(segment))
        {
            return false;
        }

        while (Last + 1 < levels.Count && StandsOut(Last + 1) && levels.Level(Last + 1) * levels.Level(First) > 0)
        {
            Last++;
            Highest = Math.Max(Highest, Math.Abs(levels.Level(Last)));
        }

        return true;
    }

    /// <summary>What the run is.</summary>
    public readonly StripeVerdict Judge()
    {
        var bins = _heights.Length;
        var length = levels.End(Last) - levels.Start(First);

        // So long a feature at this distance stays within its columns: s = r cos(angle), about the turning point.
        var stay = distance > FeatureColumns / 2 ? 2 / Math.PI * Math.Acos(1 - (FeatureColumns / distance)) : 1;
        if (length < Math.Max(LeastPart, stay) * bins || length >= AllPart * bins)
        {
            return StripeVerdict.Unknown;
        }

        return IsSudden() && IsLevel() ? StripeVerdict.Stripe : length * 8 >= bins ? StripeVerdict.Sample : StripeVerdict.Unknown;
    }

    private readonly bool StandsOut(int segment)
    {
        var highest = 0.0;
        for (var i = 0; i < levels.Count; i++)
        {
            highest = Math.Max(highest, Math.Abs(levels.Level(i)));
        }

        var level = Math.Abs(levels.Level(segment));
        return level * Math.Sqrt(levels.Length(segment)) > significance * noise && level > Nothing * highest;
    }

    /// <summary>Whether a level is an end within a bin or two rather than a level of its own.</summary>
    private readonly bool IsEnd(int segment) => (segment == First || segment == Last) && levels.Length(segment) <= Sudden;

    /// <summary>One level, or two, or three of which the middle one is the highest or the lowest: stripes that overlap. And no stairs beside.</summary>
    private readonly bool IsSudden()
    {
        var (count, isUp, isDown, before) = (0, true, true, 0.0);
        for (var i = First; i <= Last; i++)
        {
            if (IsEnd(i))
            {
                continue;
            }

            var level = levels.Level(i);
            if (levels.Length(i) < LeastLevel * _heights.Length)
            {
                return false;
            }

            (isUp, isDown) = (isUp && (count == 0 || level > before), isDown && (count == 0 || level < before));
            (count, before) = (count + 1, level);
        }

        return (count is 1 or 2 || (count == 3 && !isUp && !isDown)) && !IsStair(First - 1) && !IsStair(Last + 1);
    }

    /// <summary>A level of one bin within the scan.</summary>
    private readonly bool IsStair(int segment) => segment > 0 && segment < levels.Count - 1 && levels.Length(segment) < Sudden;

    /// <summary>The quarters of each level are as high as the level.</summary>
    private readonly bool IsLevel()
    {
        for (var i = First; i <= Last; i++)
        {
            for (var quarter = 0; quarter < 4 && !IsEnd(i); quarter++)
            {
                var start = levels.Start(i) + (levels.Length(i) * quarter / 4);
                var end = levels.Start(i) + (levels.Length(i) * (quarter + 1) / 4);
                var sum = 0.0;
                foreach (var height in _heights[start..end])
                {
                    sum += height;
                }

                var off = Math.Abs((sum / Math.Max(end - start, 1)) - levels.Level(i));
                if (end > start && off > (Uneven * Math.Abs(levels.Level(i))) + (3 * noise / Math.Sqrt(end - start)))
                {
                    return false;
                }
            }
        }

        return true;
    }
}
