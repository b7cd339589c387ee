using System.Globalization;
using Dapper;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>
/// Estimates, on a fair sample of the datasets, how many fulfil each condition of a search, and so what it costs to start from it.
/// The sample is random (bits of the identifiers), not the newest: what was common last year may be absent today.
/// </summary>
internal static class Seeds
{
    /// <summary>One identifier from a covering index, sorted among the others; measured with a million datasets.</summary>
    private const double ProbeMicroseconds = 0.8;

    /// <summary>One row from the table, somewhere.</summary>
    private const double RowMicroseconds = 6;

    private const int Buckets = 1024;

    /// <summary>Datasets in the sample: about 5 ms.</summary>
    private const int Sample = 1000;

    /// <summary>All ways to start, the cheapest first, and how many datasets there are about.</summary>
    public static async Task<(IReadOnlyList<Seed> Seeds, double All)> EstimateAsync(
        NpgsqlConnection connection, DatasetFilter filter, CancellationToken cancellation)
    {
        const int tried = 4;
        var some = await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            "select count(*) from dataset d where d.state = 'published' and d.bucket < @tried", new { tried }, cancellationToken: cancellation));
        var all = Math.Max(1.0, some * (Buckets / tried));
        filter.Parameters.Add("SampleBuckets", (int)Math.Clamp(Math.Ceiling(Sample * Buckets / all), 1, Buckets));
        var query = string.Create(CultureInfo.InvariantCulture, $"""
            select array[count(*), count(*) filter (where {filter.OnRow}) {string.Concat(filter.Probes.Select(probe => $", count(*) filter (where {probe.Test})"))}]
            from dataset d where d.state = 'published' and d.bucket < @SampleBuckets
            """);
        var counts = (await connection.ExecuteScalarAsync<long[]>(
            new CommandDefinition(query, filter.Parameters, cancellationToken: cancellation)))!;

        // Half a hit more than seen: what is not in the sample at all may be one in two thousand.
        var shares = counts.Skip(1).Select(count => (count + 0.5) / (counts[0] + 1.0)).ToArray();
        return ([.. Options(filter, shares, all).OrderBy(seed => seed.Microseconds)], all);
    }

    private static IEnumerable<Seed> Options(DatasetFilter filter, double[] shares, double all)
    {
        if (filter.HasIndexedRowCondition)
        {
            var query = $"select d.id from dataset d where {DatasetFilter.VisibleByFilter} and {filter.OnRow}";
            yield return new Seed(query, shares[0] * all, shares[0] * all * RowMicroseconds);
        }

        for (var i = 0; i < filter.Probes.Count; i++)
        {
            yield return new Seed(filter.Probes[i].Fulfilling, shares[i + 1] * all, shares[i + 1] * all * ProbeMicroseconds);
        }

        if (filter.Probes.Count > 1)
        {
            var both = shares.Skip(1).Aggregate(1.0, (product, share) => product * share);
            yield return new Seed(
                string.Join(" intersect ", filter.Probes.Select(probe => probe.Fulfilling)), both * all, shares.Skip(1).Sum() * all * ProbeMicroseconds);
        }
    }
}
