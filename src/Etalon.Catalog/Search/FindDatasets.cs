using System.Globalization;
using Dapper;
using Etalon.Cubes;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>
/// Finds datasets, newest first. First it walks from the newest down and tests each: for conditions that many fulfil the page is full
/// soon. If the walk does not promise to fill the page, it starts from the condition that the fewest fulfil instead. So neither
/// broad nor narrow conditions read much more than they show; the planner's statistics, which know nothing of single metadata
/// keys, are not relied on.
/// </summary>
public sealed class FindDatasets(NpgsqlDataSource database)
{
    /// <summary>Datasets tested in the first walk: about 10 ms.</summary>
    private const int FirstSteps = 2000;

    /// <summary>The longest further walk that is tried before starting from a condition: about 50 ms.</summary>
    private const int MostSteps = 10_000;

    /// <summary>One page of the datasets that fulfil all conditions.</summary>
    /// <param name="search">What is looked for.</param>
    /// <param name="viewer">For whom.</param>
    /// <param name="before">Where the page begins: <see cref="DatasetPage.Next"/> of the one before.</param>
    /// <param name="limit">How many at most; 1 to 1000.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="RefusalException">A quantity is unknown or has another dimension.</exception>
    public Task<DatasetPage> RunAsync(
        DatasetSearch search, Viewer viewer, Guid? before = null, int limit = 50, CancellationToken cancellation = default) =>
        database.UseAsync(
            async connection =>
            {
                var size = Math.Clamp(limit, 1, 1000);
                var filter = await DatasetFilter.MakeAsync(connection, search, viewer, before, cancellation);
                var found = new List<DatasetSummary>();
                if (await WalkAsync(connection, filter, found, size, cancellation))
                {
                    found.AddRange(await SeededAsync(connection, filter, size - found.Count, cancellation));
                }

                return new DatasetPage(found, found.Count == size ? found[^1].Id : null);
            },
            cancellation);

    /// <summary>Walks down; true if something may be left that the walk would take too long to reach.</summary>
    private static async Task<bool> WalkAsync(
        NpgsqlConnection connection, DatasetFilter filter, List<DatasetSummary> found, int size, CancellationToken cancellation)
    {
        var walked = 0;
        var steps = Math.Max(FirstSteps, size);
        while (true)
        {
            found.AddRange(await StepAsync(connection, filter, steps, size - found.Count, cancellation));
            if (found.Count >= size)
            {
                return false;
            }

            var (last, count) = await EndAsync(connection, filter, steps, cancellation);
            if (count < steps)
            {
                return false;
            }

            filter.Before = last;
            walked += count;
            var needed = found.Count == 0 ? double.PositiveInfinity : (double)(size - found.Count) * walked / found.Count;
            if (needed > MostSteps && !filter.IsEmpty)
            {
                return true;
            }

            steps = (int)Math.Clamp(needed * 1.5, FirstSteps, MostSteps);
        }
    }

    private static async Task<IEnumerable<DatasetSummary>> StepAsync(
        NpgsqlConnection connection, DatasetFilter filter, int steps, int limit, CancellationToken cancellation)
    {
        var query = string.Create(CultureInfo.InvariantCulture, $"""
            select {DatasetSummary.Columns}
            from (select * from dataset d where {DatasetFilter.Visible} order by d.id desc limit {steps}) d
            where {filter.OnRow} and {filter.OnOthers}
            order by d.id desc limit {limit}
            """);
        return await connection.QueryAsync<DatasetSummary>(new CommandDefinition(query, filter.Parameters, cancellationToken: cancellation));
    }

    private static async Task<(Guid Last, int Count)> EndAsync(
        NpgsqlConnection connection, DatasetFilter filter, int steps, CancellationToken cancellation)
    {
        var query = string.Create(CultureInfo.InvariantCulture, $"""
            select (array_agg(w.id order by w.id))[1], count(*)::int
            from (select d.id from dataset d where {DatasetFilter.Visible} order by d.id desc limit {steps}) w
            """);
        return await connection.QuerySingleAsync<(Guid, int)>(new CommandDefinition(query, filter.Parameters, cancellationToken: cancellation));
    }

    /// <summary>Starts from the condition that the fewest fulfil, and tests the others on its datasets, newest first.</summary>
    private static async Task<IEnumerable<DatasetSummary>> SeededAsync(
        NpgsqlConnection connection, DatasetFilter filter, int limit, CancellationToken cancellation)
    {
        var (probe, count) = await Seeds.SmallestAsync(connection, filter, cancellation);
        var query = string.Create(CultureInfo.InvariantCulture, $"""
            with seed as materialized ({Seeds.Query(filter, probe, count)})
            select {DatasetSummary.Columns}
            from (select s.id from seed s order by s.id desc) s
            cross join lateral (
              select * from dataset d
              where d.id = s.id and {DatasetFilter.Visible} and {filter.OnRow} and {filter.OnOthers}
              offset 0) d
            order by s.id desc limit {limit}
            """);
        return await connection.QueryAsync<DatasetSummary>(new CommandDefinition(query, filter.Parameters, cancellationToken: cancellation));
    }
}
