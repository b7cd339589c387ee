using System.Globalization;
using Dapper;
using Etalon.Cubes;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>
/// Finds datasets, newest first. It walks from the newest down and tests each: for conditions that many fulfil the page is full soon.
/// If the page is not filled, it estimates what going on would cost, and what starting from each condition would cost, and takes
/// the cheapest. So neither broad nor narrow conditions read much more than they show. The planner's statistics, which know
/// nothing of single metadata keys, are not relied on.
/// </summary>
public sealed class FindDatasets(NpgsqlDataSource database)
{
    /// <summary>Datasets tested in the first walk: 2 to 10 ms.</summary>
    private const int FirstSteps = 2000;

    /// <summary>The most datasets tested before the costs are compared again.</summary>
    private const int MostSteps = 30_000;

    /// <summary>Testing one dataset that is the next in the walk, or one that is somewhere.</summary>
    private const double StepMicroseconds = 3;
    private const double TestMicroseconds = 8;

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
                if (await WalkAsync(connection, filter, found, size, cancellation) is { } seed)
                {
                    found.AddRange(await SeededAsync(connection, filter, seed, size - found.Count, cancellation));
                }

                return new DatasetPage(found, found.Count == size ? found[^1].Id : null);
            },
            cancellation);

    /// <summary>Walks down until the page is full or all is seen (null), or until starting from a condition is cheaper.</summary>
    private static async Task<Seed?> WalkAsync(
        NpgsqlConnection connection, DatasetFilter filter, List<DatasetSummary> found, int size, CancellationToken cancellation)
    {
        var walked = 0;
        var steps = Math.Max(FirstSteps, size);
        (IReadOnlyList<Seed> Seeds, double All)? estimate = null;
        while (true)
        {
            found.AddRange(await StepAsync(connection, filter, steps, size - found.Count, cancellation));
            if (found.Count >= size)
            {
                return null;
            }

            var (last, count) = await EndAsync(connection, filter, steps, cancellation);
            if (count < steps)
            {
                return null;
            }

            filter.Before = last;
            walked += count;
            var missing = size - found.Count;
            var share = Math.Max(found.Count, 0.5) / walked;
            var needed = missing / share;
            if (needed > FirstSteps && !filter.IsEmpty)
            {
                estimate ??= await Seeds.EstimateAsync(connection, filter, cancellation);
                var (seeds, all) = estimate.Value;
                var walk = Math.Min(needed, all) * StepMicroseconds;
                var best = seeds.MinBy(seed => Cost(seed, missing, share * all));
                if (best is not null && Cost(best, missing, share * all) < walk)
                {
                    return best;
                }
            }

            steps = (int)Math.Clamp(needed * 1.5, FirstSteps, MostSteps);
        }
    }

    /// <summary>Reading the seed, and testing its datasets until enough are found (or all, if the hits are too few).</summary>
    private static double Cost(Seed seed, int missing, double hits) =>
        seed.Microseconds + (Math.Min(seed.Size, missing * seed.Size / Math.Max(hits, 1)) * TestMicroseconds);

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

    /// <summary>Tests the other conditions on the datasets of a seed, newest first.</summary>
    private static async Task<IEnumerable<DatasetSummary>> SeededAsync(
        NpgsqlConnection connection, DatasetFilter filter, Seed seed, int limit, CancellationToken cancellation)
    {
        var query = string.Create(CultureInfo.InvariantCulture, $"""
            with seed (id) as materialized ({seed.Query})
            select {DatasetSummary.Columns}
            from (select distinct s.id from seed s where s.id >= @From and s.id < @Before order by s.id desc) s
            cross join lateral (select s.id where {filter.OnOthers.Replace("d.id", "s.id", StringComparison.Ordinal)} offset 0) t
            cross join lateral (
              select * from dataset d where d.id = t.id and {DatasetFilter.VisibleByFilter} and {filter.OnRow} offset 0) d
            order by s.id desc limit {limit}
            """);
        return await connection.QueryAsync<DatasetSummary>(new CommandDefinition(query, filter.Parameters, cancellationToken: cancellation));
    }
}
