using Dapper;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>Finds the condition that the fewest datasets fulfil, by counting in indexes up to a bound.</summary>
internal static class Seeds
{
    /// <summary>Beyond this many, the exact number does not matter: the condition is broad. Counting so far takes about 3 ms.</summary>
    public const int Bound = 20_000;

    /// <summary>The condition with the fewest datasets and their number (at most one above the bound); null if there is none to count.</summary>
    public static async Task<(DatasetFilter.Probe? Probe, int Count)> SmallestAsync(
        NpgsqlConnection connection, DatasetFilter filter, CancellationToken cancellation)
    {
        (DatasetFilter.Probe? Probe, int Count) smallest = (null, int.MaxValue);
        foreach (var probe in filter.Probes)
        {
            filter.Parameters.Add("Bound", Math.Min(smallest.Count, Bound + 1));
            var count = await connection.ExecuteScalarAsync<int>(
                new CommandDefinition(probe.Count, filter.Parameters, cancellationToken: cancellation));
            if (count < smallest.Count)
            {
                smallest = (probe, count);
            }
        }

        return smallest;
    }

    /// <summary>The identifiers to look at, as a query: those of the smallest condition, or of the conditions on the row.</summary>
    public static string Query(DatasetFilter filter, DatasetFilter.Probe? probe, int count) =>
        probe is not null && (count <= Bound || !filter.HasIndexedRowCondition)
            ? $"select distinct s.dataset_id as id from ({probe.Fulfilling}) s (dataset_id) where s.dataset_id >= @From and s.dataset_id < @Before"
            : $"select d.id from dataset d where {DatasetFilter.Visible} and {filter.OnRow}";
}
