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
    public const int Batch = 2000;

    private const string NewKeys = """
        with given as (select * from unnest(@Names::text[], @Units::text[]) as k (name, si_unit)),
        made as (insert into metadata_key (name, si_unit) select name, si_unit from given order by 1, 2 on conflict do nothing returning id, name, si_unit)
        select id, name, si_unit from made
        union all select k.id, k.name, k.si_unit from metadata_key k join given using (name, si_unit)
        """;

    /// <summary>Imports the datasets; how many there were.</summary>
    /// <param name="datasets">Read once, batch by batch.</param>
    /// <param name="progress">Gets the number so far, after each batch.</param>
    /// <param name="cancellation">Stops between batches; those before stay.</param>
    public Task<long> RunAsync(IEnumerable<NewDataset> datasets, IProgress<long>? progress = null, CancellationToken cancellation = default) =>
        database.UseAsync(
            async connection =>
            {
                var keys = new Dictionary<(string, string), int>();
                var count = 0L;
                foreach (var batch in datasets.Chunk(Batch))
                {
                    foreach (var dataset in batch)
                    {
                        DatasetRows.Check(dataset);
                    }

                    await using var transaction = await connection.BeginTransactionAsync(cancellation);
                    await AddKeysAsync(connection, batch, keys, cancellation);
                    await DatasetCopy.RunAsync(connection, batch, keys, time.GetUtcNow(), cancellation);
                    await transaction.CommitAsync(cancellation);
                    count += batch.Length;
                    progress?.Report(count);
                }

                return count;
            },
            cancellation);

    private static async Task AddKeysAsync(
        NpgsqlConnection connection, NewDataset[] batch, Dictionary<(string Key, string SiUnit), int> known, CancellationToken cancellation)
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
