using Npgsql;

namespace Etalon.Catalog;

/// <summary>Writes down how a request or one of its tasks ended.</summary>
public sealed class EndOphidiaJob(NpgsqlDataSource database, TimeProvider time)
{
    private static readonly string Query = Sql.Read("EndOphidiaJob.sql");

    /// <summary>Ends it; a job that has ended already stays as it is.</summary>
    /// <param name="session">The session.</param>
    /// <param name="marker">The job.</param>
    /// <param name="state"><c>OPH_STATUS_COMPLETED</c>, …</param>
    /// <param name="response">The document that was answered; null to keep none.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task RunAsync(string session, long marker, string state, string? response, CancellationToken cancellation = default) =>
        database.ExecuteAsync(
            Query, new { Session = session, Marker = marker, State = state, Response = response, Now = time.GetUtcNow().UtcDateTime }, cancellation);
}
