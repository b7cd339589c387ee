using Npgsql;

namespace Etalon.Catalog;

/// <summary>Says that the files of swept datasets are gone.</summary>
public sealed class ForgetDatasets(NpgsqlDataSource database, TimeProvider time)
{
    private static readonly string Query = Sql.Read("ForgetDatasets.sql");

    /// <summary>How many records changed.</summary>
    public Task<int> RunAsync(IReadOnlyList<Guid> ids, CancellationToken cancellation = default) =>
        database.ExecuteAsync(Query, new { Ids = ids.ToArray(), Now = time.GetUtcNow().UtcDateTime }, cancellation);
}
