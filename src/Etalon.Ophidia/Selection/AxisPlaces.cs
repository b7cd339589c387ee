using System.Collections.Immutable;
using System.Globalization;

namespace Etalon.Ophidia;

/// <summary>The places chosen along an axis, from lower to higher, none twice.</summary>
/// <param name="Ranges">At least one; each lies behind the one before.</param>
public sealed record AxisPlaces(ImmutableArray<IndexRange> Ranges)
{
    /// <summary>How many places.</summary>
    public long Count { get; } = Ranges.Sum(static range => range.Count);

    /// <summary>The first place.</summary>
    public long First => Ranges[0].First;

    /// <summary>The last place.</summary>
    public long Last => Ranges[^1].First + ((Ranges[^1].Count - 1) * Ranges[^1].Step);

    /// <summary>Whether they lie side by side.</summary>
    public bool IsRun => Ranges.Length == 1 && (Ranges[0].Step == 1 || Ranges[0].Count == 1);

    /// <summary>A place by its number.</summary>
    public long this[long number]
    {
        get
        {
            foreach (var range in Ranges)
            {
                if (number < range.Count)
                {
                    return range.First + (number * range.Step);
                }

                number -= range.Count;
            }

            throw new ArgumentOutOfRangeException(nameof(number));
        }
    }

    /// <summary>All places of an axis.</summary>
    public static AxisPlaces All(long length) => new([new IndexRange(0, length - 1, 1)]);

    /// <summary>Places one by one, from lower to higher; equal distances become ranges.</summary>
    public static AxisPlaces Of(IEnumerable<long> places)
    {
        ArgumentNullException.ThrowIfNull(places);
        var ranges = ImmutableArray.CreateBuilder<IndexRange>();
        var (first, last, step) = (-1L, -1L, 0L);
        foreach (var place in places)
        {
            if (first < 0)
            {
                (first, last) = (place, place);
            }
            else if (step == 0 || place - last == step)
            {
                (step, last) = (place - last, place);
            }
            else
            {
                ranges.Add(new IndexRange(first, last, step));
                (first, last, step) = (place, place, 0);
            }
        }

        if (first >= 0)
        {
            ranges.Add(new IndexRange(first, last, Math.Max(1, step)));
        }

        return new AxisPlaces(ranges.ToImmutable());
    }

    /// <summary>Places in the words of the native operator <c>subset</c>: <c>index:0:59,334:424:3</c>.</summary>
    public static AxisPlaces Parse(string selection, long length)
    {
        ArgumentNullException.ThrowIfNull(selection);
        return selection.StartsWith("index:", StringComparison.Ordinal)
            ? new AxisPlaces([.. selection[6..].Split(',').Select(static piece => piece.Split(':').Select(static text => long.Parse(text, CultureInfo.InvariantCulture)).ToArray()).Select(static numbers => numbers switch
            {
                [var place] => new IndexRange(place, place, 1),
                [var first, var end] => new IndexRange(first, end - 1, 1),
                _ => new IndexRange(numbers[0], numbers[1] - 1, numbers[2]),
            })])
            : All(length);
    }

    /// <summary>The places in those words.</summary>
    public string ToSelection() => "index:" + string.Join(',', Ranges.Select(static range => range.Step == 1
        ? string.Create(CultureInfo.InvariantCulture, $"{range.First}:{range.Last + 1}")
        : string.Create(CultureInfo.InvariantCulture, $"{range.First}:{range.Last + 1}:{range.Step}")));

    /// <inheritdoc />
    public bool Equals(AxisPlaces? other) => other is not null && Ranges.AsSpan().SequenceEqual(other.Ranges.AsSpan());

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Ranges.Length, Count);
}
