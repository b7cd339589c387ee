namespace Etalon.Operators.Datacubes;

/// <summary>Where every element of a result comes from.</summary>
internal sealed class GatherPlan
{
    private readonly List<GatherSegment> _segments = [];

    /// <summary>Elements of the result.</summary>
    public int Length { get; private set; }

    /// <summary>The segments, in order.</summary>
    public IReadOnlyList<GatherSegment> Segments => _segments;

    /// <summary>A plan that takes single elements of one input; -1 for the filling.</summary>
    public static GatherPlan Of(IEnumerable<int> indexes)
    {
        var plan = new GatherPlan();
        foreach (var index in indexes)
        {
            plan.Add(index < 0 ? -1 : 0, Math.Max(index, 0));
        }

        return plan;
    }

    /// <summary>Takes one element.</summary>
    public void Add(int input, int from) => Add(input, from, 1, 1);

    /// <summary>Takes evenly spaced elements.</summary>
    public void Add(int input, int from, int step, int count)
    {
        if (count == 0)
        {
            return;
        }

        if (_segments.Count > 0 && Joined(_segments[^1], input, from, step, count) is { } joined)
        {
            _segments[^1] = joined;
        }
        else
        {
            _segments.Add(new GatherSegment(input, from, step, Length, count));
        }

        Length += count;
    }

    /// <summary>What the elements stand for if the plan takes from one input only; the filling stands for nothing.</summary>
    public AxisMap? Map(AxisMap? input)
    {
        if (input is null || _segments.Exists(segment => segment.Input != 0))
        {
            return null;
        }

        return new AxisMap(Length, i => input.First(Source(i)), i => input.Last(Source(i)));
    }

    /// <summary>The place in the input that an element of the result comes from.</summary>
    private int Source(int index)
    {
        var (low, high) = (0, _segments.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = _segments[middle].To <= index ? (middle, high) : (low, middle - 1);
        }

        return _segments[low].From + ((index - _segments[low].To) * _segments[low].Step);
    }

    private static GatherSegment? Joined(GatherSegment before, int input, int from, int step, int count)
    {
        if (before.Input != input)
        {
            return null;
        }

        if (input < 0)
        {
            return before with { Count = before.Count + count };
        }

        var gap = from - (before.From + ((before.Count - 1) * before.Step));
        if (before.Count == 1 && count == 1)
        {
            return before with { Step = gap, Count = 2 };
        }

        var fits = gap == before.Step && (count == 1 || step == gap);
        return fits ? before with { Count = before.Count + count } : null;
    }
}
