using Npgsql;

namespace Etalon.Catalog;

/// <summary>Lists what waits and runs, each queue in the order in which it will be taken.</summary>
public sealed class ListQueuedJobs(NpgsqlDataSource database, TimeProvider time)
{
    private static readonly string Query = Sql.Read("ListQueuedJobs.sql");

    /// <summary>The viewer's jobs; their places count everybody's.</summary>
    public Task<IReadOnlyList<QueuedJob>> RunAsync(Viewer viewer, int limit = 200, CancellationToken cancellation = default) =>
        database.ListAsync<QueuedJob>(
            Query, new { viewer.Person, Roles = viewer.Roles.ToArray(), Now = time.GetUtcNow().UtcDateTime, Limit = Math.Clamp(limit, 1, 1000) }, cancellation);
}
