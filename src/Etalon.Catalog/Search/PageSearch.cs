using System.Globalization;
using Dapper;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>
/// Fills one page. It begins with a walk from the newest dataset down: for conditions that many fulfil the page is full soon. If it is
/// not, the ways on are compared, again and again as more is known: walking on, walking down the entries of one quantity, or reading
/// all that fulfils one condition and testing that. So neither common nor rare conditions read much more than they show.
/// </summary>
internal sealed class PageSearch(NpgsqlConnection connection, DatasetFilter filter, int size, CancellationToken cancellation)
{
    /// <summary>Datasets of the first walk: 1 to 3 ms.</summary>
    private const int FirstSteps = 500;

    /// <summary>Entries of proposals' indexes that the first walk may read.</summary>
    private const int MostEntries = 50_000;

    private readonly List<DatasetSummary> _found = [];

    /// <summary>The datasets of the page.</summary>
    public async Task<IReadOnlyList<DatasetSummary>> RunAsync()
    {
        var way = First();
        SearchEstimate? estimate = null;
        while (true)
        {
            var met = _found.Count;
            _found.AddRange(await StepAsync(way));
            if (_found.Count >= size || way.Steps == 0 || await EndAsync(way) is not { } end)
            {
                return _found;
            }

            filter.Before = end;
            if (!filter.IsEmpty || filter.Proposals > 0)
            {
                estimate ??= await SearchEstimate.MakeAsync(connection, filter, cancellation);
                estimate.Learn(way.Steps / way.Density, _found.Count - met);
                way = estimate.Best(size - _found.Count);
            }
        }
    }

    private SearchWay First()
    {
        var steps = Math.Max(FirstSteps, size);
        if (filter.Viewer.SeesAll)
        {
            return new SearchWay(VisibleDatasets.Rows(steps), steps, 0) { Others = filter.OnOthers, Whole = true };
        }

        // The more proposals, the fewer of each: together they are read in 10 ms. Whoever has very many sees a good part of everything.
        return filter.Proposals * size <= MostEntries
            ? Few(Math.Max(size, Math.Min(steps, MostEntries / Math.Max(1, filter.Proposals))))
            : new SearchWay(VisibleDatasets.Rows(2 * steps), 2 * steps, 0) { Others = filter.OnOthers, Whole = true };
    }

    private SearchWay Few(int steps) => new(VisibleDatasets.Few(steps, filter.Proposals), steps, 0) { Others = filter.OnOthers, Density = 0.5 };

    /// <summary>
    /// The datasets among the candidates that fulfil everything: first what the candidates themselves say, then looks into other tables,
    /// then the row. Each is fenced off by an offset: the planner would join them, or look into tables for candidates that have failed.
    /// Each says the order again: the planner forgets it otherwise, and nothing would stop when the page is full. What a condition names
    /// is sorted before doubles are dropped: the planner would drop them with a table of all (a third of the time), then sort.
    /// </summary>
    private Task<IEnumerable<DatasetSummary>> StepAsync(SearchWay way)
    {
        var source = way.Steps > 0
            ? way.Source
            : $"""
              select distinct s.id from (
                select s.id from (select * from ({way.Source}) s (id) offset 0) s where s.id >= @From and s.id < @Before order by s.id desc offset 0) s
              order by s.id desc
              """;
        var rows = way.Whole
            ? $"from ({source}) d where {DatasetFilter.Visible} and {filter.OnRow} and {way.Others} order by d.id desc"
            : $"""
              from (select * from ({source}) w where {way.Pass} order by w.id desc offset 0) w
              cross join lateral (select w.id where {way.Others.Replace("d.id", "w.id", StringComparison.Ordinal)} offset 0) t
              cross join lateral (
                select * from dataset d where d.id = t.id and {DatasetFilter.VisibleByFilter} and {filter.OnRow} offset 0) d
              order by w.id desc
              """;
        var query = string.Create(CultureInfo.InvariantCulture, $"select {DatasetSummary.Columns} {rows} limit {size - _found.Count}");
        return connection.QueryAsync<DatasetSummary>(new CommandDefinition(query, filter.Parameters, cancellationToken: cancellation));
    }

    /// <summary>Where the steps ended; null if there are no more.</summary>
    private Task<Guid?> EndAsync(SearchWay way)
    {
        var query = string.Create(CultureInfo.InvariantCulture, $"select w.id from ({way.Source}) w order by w.id desc offset {way.Steps - 1} limit 1");
        return connection.QueryFirstOrDefaultAsync<Guid?>(new CommandDefinition(query, filter.Parameters, cancellationToken: cancellation));
    }
}
