using System.Collections.Concurrent;
using Dapper;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>
/// Catalogues many datasets at once, published, through COPY: for taking over another catalogue or a whole archive that is read in
/// place. Each batch is one transaction, so that a break leaves whole batches.
/// </summary>
public sealed class ImportBulk(NpgsqlDataSource database, TimeProvider time)
{
    /// <summary>Datasets per transaction: enough to make the commit cheap, little enough to keep what a break costs small.</summary>
    public const int Batch = 5000;

    /// <summary>Connections that write at one time: a COPY keeps one core of the database busy.</summary>
    private const int Writers = 2;

    private const string NewKeys = """
        insert into metadata_key (name, si_unit)
        select k.name, k.si_unit from unnest(@Names::text[], @Units::text[]) as k (name, si_unit) order by 1, 2 on conflict do nothing;

        select m.id, m.name, m.si_unit from metadata_key m
        join unnest(@Names::text[], @Units::text[]) as k (name, si_unit) on k.name = m.name and k.si_unit = m.si_unit
        """;

    /// <summary>
    /// A longer pending list makes the index of words grow in fewer, larger steps; what is sorted in one of them should still fit the
    /// processor's cache. From 4 to 16 MB costs the same, 64 MB a few per cent more.
    /// </summary>
    private const string Settings = "set local gin_pending_list_limit = '16MB'; set local work_mem = '64MB'";

    /// <summary>What is pending would be searched one by one until the next vacuum.</summary>
    private const string Settle = "select gin_clean_pending_list('dataset_words')";

    /// <summary>Imports the datasets; how many there were.</summary>
    /// <param name="datasets">Read once, batch by batch.</param>
    /// <param name="progress">Gets the number so far, after each batch.</param>
    /// <param name="cancellation">Stops between batches; those before stay.</param>
    public async Task<long> RunAsync(
        IEnumerable<NewDataset> datasets, IProgress<long>? progress = null, CancellationToken cancellation = default)
    {
        var keys = new ConcurrentDictionary<(string Key, string SiUnit), int>();
        var count = 0L;
        var options = new ParallelOptions { MaxDegreeOfParallelism = Writers, CancellationToken = cancellation };
        await Parallel.ForEachAsync(datasets.Chunk(Batch), options, async (batch, token) =>
        {
            await database.UseAsync(connection => WriteAsync(connection, batch, keys, token), token);
            progress?.Report(Interlocked.Add(ref count, batch.Length));
        });
        await database.UseAsync(
            connection => connection.ExecuteAsync(new CommandDefinition(Settle, commandTimeout: 600, cancellationToken: cancellation)), cancellation);
        return count;
    }

    private async Task<int> WriteAsync(
        NpgsqlConnection connection, NewDataset[] batch, ConcurrentDictionary<(string Key, string SiUnit), int> keys, CancellationToken cancellation)
    {
        foreach (var dataset in batch)
        {
            DatasetRows.Check(dataset);
        }

        await AddKeysAsync(connection, batch, keys, cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await connection.ExecuteAsync(new CommandDefinition(Settings, cancellationToken: cancellation));
        await DatasetCopy.RunAsync(connection, batch, keys, time.GetUtcNow(), cancellation);
        await transaction.CommitAsync(cancellation);
        return batch.Length;
    }

    private static async Task AddKeysAsync(
        NpgsqlConnection connection, NewDataset[] batch, ConcurrentDictionary<(string Key, string SiUnit), int> known, CancellationToken cancellation)
    {
        var missing = batch.SelectMany(dataset => dataset.Quantities)
            .Select(quantity => (quantity.Key, quantity.SiUnit))
            .Distinct()
            .Where(key => !known.ContainsKey(key))
            .ToArray();
        if (missing.Length == 0)
        {
            return;
        }

        var parameters = new { Names = missing.Select(key => key.Key).ToArray(), Units = missing.Select(key => key.SiUnit).ToArray() };
        var rows = await connection.QueryAsync<(int Id, string Name, string SiUnit)>(
            new CommandDefinition(NewKeys, parameters, cancellationToken: cancellation));
        foreach (var (id, name, unit) in rows)
        {
            known[(name, unit)] = id;
        }
    }
}
