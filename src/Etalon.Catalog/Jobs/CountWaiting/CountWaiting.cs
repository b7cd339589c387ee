using Npgsql;

namespace Etalon.Catalog;

/// <summary>Counts somebody's waiting jobs, so that nobody fills the queues for all.</summary>
public sealed class CountWaiting(NpgsqlDataSource database)
{
    private static readonly string Query = Sql.Read("CountWaiting.sql");

    /// <summary>Counts them.</summary>
    public Task<long> RunAsync(Viewer viewer, CancellationToken cancellation = default) =>
        database.FirstAsync<long>(Query, new { viewer.Person }, cancellation);
}
