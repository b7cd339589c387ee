using System.Globalization;
using Dapper;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>What is counted to estimate a search.</summary>
/// <param name="All">Published datasets, about.</param>
/// <param name="Size">Datasets in the sample; none if counting in indexes has been enough.</param>
/// <param name="Visible">Those of them that the viewer may see.</param>
/// <param name="Row">Those that fulfil all conditions on the row.</param>
/// <param name="Everything">Those that fulfil everything.</param>
/// <param name="Probes">For each condition on another table, those that fulfil it.</param>
/// <param name="Exact">For each condition on another table, all datasets that fulfil it, counted up to <see cref="MostCounted"/>.</param>
internal sealed record SearchSample(double All, long Size, long Visible, long Row, long Everything, long[] Probes, long[] Exact)
{
    /// <summary>Entries counted exactly: less than a millisecond.</summary>
    public const int MostCounted = 5000;

    /// <summary>With a condition that so few fulfil, starting from it is right whatever the others are.</summary>
    private const int Few = 1000;

    private const int Buckets = 1024;

    /// <summary>Datasets in the sample: 2 to 5 ms.</summary>
    private const int Wanted = 700;

    /// <summary>Counts. The sample is random (bits of the identifiers), not the newest: what was common last year may be absent today.</summary>
    public static async Task<SearchSample> TakeAsync(NpgsqlConnection connection, DatasetFilter filter, CancellationToken cancellation)
    {
        var counted = string.Concat(filter.Probes.Select(probe =>
            string.Create(CultureInfo.InvariantCulture, $", (select count(*) from ({probe.Fulfilling} limit {MostCounted + 1}) c)")));
        const int tried = 4;
        var sizes = await ReadAsync(
            connection,
            string.Create(CultureInfo.InvariantCulture, $"select array[(select count(*) from dataset d where d.state = 'published' and d.bucket < {tried}){counted}]"),
            filter, cancellation);
        var all = Math.Max(1.0, sizes[0] * (Buckets / tried));
        if (sizes.Skip(1).Any(size => size <= Few))
        {
            return new SearchSample(all, 0, 0, 0, 0, new long[filter.Probes.Count], sizes[1..]);
        }

        filter.Parameters.Add("SampleBuckets", (int)Math.Clamp(Math.Ceiling(Wanted * Buckets / all), 1, Buckets));
        var tests = string.Concat(filter.Probes.Select((probe, i) => string.Create(CultureInfo.InvariantCulture, $", coalesce({probe.Test}, false) as p{i}")));
        var every = string.Concat(filter.Probes.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $" and p{i}")));
        var each = string.Concat(filter.Probes.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $", count(*) filter (where p{i})")));
        var shares = await ReadAsync(
            connection,
            $"""
            select array[count(*), count(*) filter (where v), count(*) filter (where r), count(*) filter (where v and r{every}){each}]
            from (
              select {(filter.Viewer.SeesAll ? "true" : DatasetFilter.Visible)} as v, {filter.OnRow} as r{tests}
              from dataset d where d.state = 'published' and d.bucket < @SampleBuckets offset 0) s
            """,
            filter, cancellation);
        return new SearchSample(all, shares[0], shares[1], shares[2], shares[3], shares[4..], sizes[1..]);
    }

    private static async Task<long[]> ReadAsync(NpgsqlConnection connection, string query, DatasetFilter filter, CancellationToken cancellation) =>
        (await connection.ExecuteScalarAsync<long[]>(new CommandDefinition(query, filter.Parameters, cancellationToken: cancellation)))!;
}
