using System.Globalization;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>
/// How many datasets fulfil each condition of a search, and so what each way to its page costs. Conditions on other tables are counted in
/// their index as far as that is quick; everything else is estimated on a sample and corrected by what is met on the way.
/// </summary>
internal sealed class SearchEstimate
{
    private readonly DatasetFilter _filter;
    private readonly double _visible;
    private readonly double _row;
    private readonly double[] _probes;
    private readonly double _prior;
    private double _met;
    private double _seen;

    private SearchEstimate(DatasetFilter filter, SearchSample sample)
    {
        _filter = filter;
        All = sample.All;
        _visible = sample.Visible == sample.Size ? 1 : Share(sample.Visible, sample.Size);
        _row = filter.HasRowCondition ? Share(sample.Row, sample.Size) : 1;
        _probes = [.. sample.Exact.Select((count, i) => Math.Min(1, count <= SearchSample.MostCounted
            ? (count + 0.5) / All
            : Math.Max(Share(sample.Probes[i], sample.Size), SearchSample.MostCounted / All)))];
        _prior = Math.Max(_visible * _row * _probes.Aggregate(1.0, (product, share) => product * share), 0.1 / All);
        Learn(sample.Size, (int)sample.Everything);
    }

    /// <summary>Published datasets.</summary>
    public double All { get; }

    /// <summary>
    /// The share of datasets that fulfil everything: the product of the shares, which weighs as much as the datasets among which it
    /// promises one, and what was met.
    /// </summary>
    private double Everything => _met >= 4 ? _met / _seen : (_met + 1) / (_seen + (1 / _prior));

    /// <summary>Estimates.</summary>
    public static async Task<SearchEstimate> MakeAsync(NpgsqlConnection connection, DatasetFilter filter, CancellationToken cancellation) =>
        new(filter, await SearchSample.TakeAsync(connection, filter, cancellation));

    /// <summary>Says how many of the datasets that were looked at fulfil everything.</summary>
    public void Learn(double seen, int met)
    {
        _seen += seen;
        _met += met;
    }

    /// <summary>The cheapest way to so many datasets.</summary>
    public SearchWay Best(int missing) => Walks(missing).Concat(Seeds(missing)).MinBy(way => way.Cost)!;

    /// <summary>The cheapest way to enumerate all candidates.</summary>
    public SearchWay? BestOfAll() => Seeds((int)Math.Min(All, int.MaxValue)).MinBy(way => way.Cost);

    /// <summary>Half a hit more than seen: what is not in the sample at all may be one in fifteen hundred.</summary>
    private static double Share(long count, long size) => (count + 0.5) / (size + 1.0);

    private IEnumerable<SearchWay> Walks(int missing)
    {
        var needed = Math.Min(missing / Everything, All);
        if (_filter.Viewer.SeesAll || _filter.Proposals > 0)
        {
            var (others, cost) = Tests(needed * _row * _visible, -1, 0);
            var steps = Steps(needed, SearchCosts.RowStep);
            yield return new SearchWay(VisibleDatasets.Rows(steps), steps, (needed * SearchCosts.RowStep) + cost)
            {
                Others = others,
                Whole = true,
            };
        }

        if (!_filter.Viewer.SeesAll)
        {
            // For every step, of every proposal as many entries are read as are wanted of all together, if it has so many.
            var (others, cost) = Tests(needed * _visible, -1, SearchCosts.Row);
            var steps = Steps(needed * _visible, SearchCosts.Probe);
            var entries = _filter.Proposals == 0
                ? needed * _visible * SearchCosts.IndexStep
                : Math.Ceiling(needed * _visible / steps) * Math.Min(_visible * All, steps * (1.0 + _filter.Proposals)) * SearchCosts.ProposalStep;
            yield return new SearchWay(VisibleDatasets.Few(steps, _filter.Proposals), steps, entries + cost) { Others = others, Density = _visible };
        }

        for (var i = 0; i < _filter.Probes.Count; i++)
        {
            var (others, cost) = Tests(needed * _probes[i], i, SearchCosts.Row);
            var steps = Steps(needed, SearchCosts.IndexStep);
            yield return new SearchWay(
                string.Create(CultureInfo.InvariantCulture, $"{_filter.Probes[i].Newest} limit {steps}"), steps, (needed * SearchCosts.IndexStep) + cost)
            {
                Pass = _filter.Probes[i].Pass,
                Others = others,
            };
        }
    }

    private IEnumerable<SearchWay> Seeds(int missing)
    {
        var hits = Math.Max(1, Everything * All);
        double Tested(double size) => Math.Min(size, missing * size / hits);
        if (_filter.HasRowCondition)
        {
            var size = _row * All;
            var (others, cost) = Tests(Tested(size), -1, SearchCosts.Row);
            yield return new SearchWay(
                $"select d.id from dataset d where {DatasetFilter.VisibleByFilter} and {_filter.OnRow}", 0, SearchCosts.Words + (size * SearchCosts.Row) + cost)
            {
                Others = others,
            };
        }

        for (var i = 0; i < _filter.Probes.Count; i++)
        {
            var size = _probes[i] * All;
            var (others, cost) = Tests(Tested(size), i, SearchCosts.Row);
            yield return new SearchWay(_filter.Probes[i].Fulfilling, 0, (size * SearchCosts.Sorted) + cost) { Others = others };
        }
    }

    /// <summary>
    /// Testing so many candidates: the conditions on other tables, the rarest first, one by one or against the set of all that fulfils
    /// them, whichever is cheaper; then the row.
    /// </summary>
    private (string Others, double Cost) Tests(double candidates, int done, double row)
    {
        var tests = new List<string>();
        var cost = 0.0;
        foreach (var i in Enumerable.Range(0, _probes.Length).Where(i => i != done).OrderBy(i => _probes[i]))
        {
            var (each, set) = (candidates * SearchCosts.Probe, _probes[i] * All * SearchCosts.Kept);
            tests.Add(set < each ? _filter.Probes[i].SetTest : _filter.Probes[i].Test);
            cost += Math.Min(each, set);
            candidates *= _probes[i];
        }

        return (InOrder(tests), cost + (candidates * row));
    }

    /// <summary>
    /// All of them, each asked only of what has passed those before it. A plain <c>and</c> is not enough: the planner takes a look into
    /// an index for free and a set for dear, and so would look up every candidate before it asks the set.
    /// </summary>
    private static string InOrder(IEnumerable<string> tests) =>
        tests.Reverse().Aggregate("true", (later, test) => $"case when {test} then {later} else false end");

    /// <summary>Some more than needed, in powers of two, so that few different statements are made; then the ways are compared again.</summary>
    private static int Steps(double needed, double microseconds)
    {
        const int least = 512;
        const double longest = 25_000;
        return (int)Math.Pow(2, Math.Ceiling(Math.Log2(Math.Clamp(needed * 1.3, least, Math.Max(least, longest / microseconds)))));
    }
}
