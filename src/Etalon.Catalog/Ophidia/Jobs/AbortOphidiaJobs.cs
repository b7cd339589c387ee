using Npgsql;

namespace Etalon.Catalog;

/// <summary>Ends the jobs that a server left when it stopped: nobody carries them out any more.</summary>
public sealed class AbortOphidiaJobs(NpgsqlDataSource database, TimeProvider time)
{
    private const string Query = "update ophidia_job set state = 'OPH_STATUS_ABORTED', ended_at = @Now where ended_at is null";

    /// <summary>How many there were.</summary>
    public Task<int> RunAsync(CancellationToken cancellation = default) =>
        database.ExecuteAsync(Query, new { Now = time.GetUtcNow().UtcDateTime }, cancellation);
}
