using System.Collections.Immutable;

namespace Etalon.Cubes;

/// <summary>Which samples of a time axis belong together.</summary>
/// <remarks>
/// The coordinate alone decides membership, also where bounds exist (CF: the coordinate represents the cell). Samples need not
/// be sorted. Only groups that hold a sample exist; they are in the order of time, climatologies in the order of the day or
/// of the year (DJF first).
/// </remarks>
public sealed class CalendarGroups
{
    private readonly Axis _time;

    private CalendarGroups(Axis time, CalendarPeriod period, ImmutableArray<int> groupOf, ImmutableArray<CalendarGroup> groups)
    {
        _time = time;
        Period = period;
        GroupOf = groupOf;
        Groups = groups;
    }

    /// <summary>What was asked for.</summary>
    public CalendarPeriod Period { get; }

    /// <summary>The ordinal of each sample's group.</summary>
    public ImmutableArray<int> GroupOf { get; }

    /// <summary>The groups.</summary>
    public ImmutableArray<CalendarGroup> Groups { get; }

    /// <summary>Whether the groups gather the same part of many days or years.</summary>
    public bool IsClimatology => CalendarSpan.Basis(Period) != Period;

    /// <summary>The groups of a time axis.</summary>
    /// <exception cref="RefusalException">
    /// <c>not-a-time-axis</c>, <c>no-coordinates</c>, or <c>bad-time</c> for a coordinate that is no moment.
    /// </exception>
    public static CalendarGroups Of(Axis time, CalendarPeriod period)
    {
        var meaning = CfTime.Of(time);
        var coordinates = time.Coordinates ?? throw AxisSelection.NoCoordinates(time);
        var basis = CalendarSpan.Basis(period);
        var spans = new SortedDictionary<CfMoment, (CalendarSpan Span, List<int> Samples)>();
        var current = default(CalendarSpan);
        List<int>? members = null;
        for (var i = 0; i < coordinates.Length; i++)
        {
            var moment = meaning.ToMoment(coordinates[i]);
            if (members is null || moment < current.Start || moment >= current.End)
            {
                current = CalendarSpan.Of(moment, basis, meaning.Calendar);
                if (!spans.TryGetValue(current.Start, out var known))
                {
                    known = (current, []);
                    spans.Add(current.Start, known);
                }

                members = known.Samples;
            }

            members.Add(i);
        }

        var gathered = basis == period
            ? spans.Values.Select(value => Gather(meaning, value.Span.Label, [value])).ToArray()
            : [.. spans.Values.GroupBy(value => CalendarSpan.Phase(value.Span.Start, period)).OrderBy(phase => phase.Key)
                .Select(phase => Gather(meaning, CalendarSpan.PhaseLabel(phase.Key, period), [.. phase]))];
        var groupOf = new int[coordinates.Length];
        for (var ordinal = 0; ordinal < gathered.Length; ordinal++)
        {
            foreach (var sample in gathered[ordinal].Samples)
            {
                groupOf[sample] = ordinal;
            }
        }

        return new CalendarGroups(time, period, [.. groupOf], [.. gathered.Select(pair => pair.Group)]);
    }

    /// <summary>The period of that name, as users write it: <c>month</c>, <c>season</c>, <c>month-of-year</c>, …</summary>
    /// <exception cref="RefusalException"><c>unknown-calendar-period</c>.</exception>
    public static CalendarPeriod ParsePeriod(string name)
    {
        var all = Enum.GetValues<CalendarPeriod>();
        var index = Array.FindIndex(all, period => string.Equals(NameOf(period), name, StringComparison.Ordinal));
        return index >= 0 ? all[index] : throw Refusal.Unknown("calendar period", name, all.Select(NameOf));
    }

    /// <summary>The axis of the groups: middles as coordinates, bounds, the unit and calendar of the time axis.</summary>
    /// <remarks>
    /// For climatologies the bounds are CF climatology bounds and the attribute <c>climatology</c> says so: they overlap and must be
    /// written as the variable it names, not as <c>bounds</c>.
    /// </remarks>
    public Axis ToAxis() => _time with
    {
        Length = Groups.Length,
        Coordinates = AxisCoordinates.From([.. Groups.Select(group => group.Mid)]),
        Bounds = [.. Groups.SelectMany(group => new[] { group.Start, group.End })],
        Attributes = IsClimatology
            ? _time.Attributes.Without("bounds").With("climatology", "climatology_bounds")
            : _time.Attributes.Without("climatology"),
    };

    /// <summary>What CF's <c>cell_methods</c> says after a statistic (<c>mean</c>, <c>maximum</c>, …) over these groups.</summary>
    public string CellMethods(string statistic) => Period switch
    {
        CalendarPeriod.HourOfDay => $"{_time.Name}: {statistic} within days {_time.Name}: {statistic} over days",
        _ when IsClimatology => $"{_time.Name}: {statistic} within years {_time.Name}: {statistic} over years",
        _ => $"{_time.Name}: {statistic}",
    };

    private static string NameOf(CalendarPeriod period) =>
        string.Concat(period.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $"-{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));

    /// <summary>One group of consecutive spans in the order of time.</summary>
    private static (CalendarGroup Group, IEnumerable<int> Samples) Gather(CfTime time, string label, (CalendarSpan Span, List<int> Samples)[] spans)
    {
        var first = spans[0].Span;
        var start = time.ToCoordinate(first.Start);
        var group = new CalendarGroup(
            label, start, time.ToCoordinate(spans[^1].Span.End), start + ((time.ToCoordinate(first.End) - start) / 2), spans.Sum(span => (long)span.Samples.Count));
        return (group, spans.SelectMany(span => span.Samples));
    }
}
