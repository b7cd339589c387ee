using Npgsql;

namespace Etalon.Catalog;

/// <summary>
/// Finds what is to be removed from the disk. The caller deletes the files, then says so with <see cref="ForgetDatasets"/>; a crash
/// in between only repeats the work.
/// </summary>
public sealed class SweepDatasets(NpgsqlDataSource database, TimeProvider time)
{
    private static readonly string Query = Sql.Read("SweepDatasets.sql");

    /// <summary>At most a thousand datasets whose files are to be deleted.</summary>
    /// <param name="grace">How long a staged dataset without a run may take; zero at the server's start.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<IReadOnlyList<SweptDataset>> RunAsync(TimeSpan grace, CancellationToken cancellation = default) =>
        database.ListAsync<SweptDataset>(Query, new { Before = (time.GetUtcNow() - grace).UtcDateTime, Limit = 1000 }, cancellation);
}
