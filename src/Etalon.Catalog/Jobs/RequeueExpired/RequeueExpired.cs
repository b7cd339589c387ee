using Npgsql;

namespace Etalon.Catalog;

/// <summary>Deals with jobs whose worker vanished: they are queued again, to be resumed from their journals, or ended.</summary>
public sealed class RequeueExpired(NpgsqlDataSource database, TimeProvider time)
{
    private static readonly string Query = Sql.Read("RequeueExpired.sql");

    /// <summary>Releases jobs without a heartbeat for the length of their lease.</summary>
    /// <param name="all">All taken jobs, whatever their lease: for the server's start, when no worker can be alive.</param>
    /// <param name="mostAttempts">A run that was taken that often is ended as interrupted.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<IReadOnlyList<RequeuedJob>> RunAsync(bool all = false, int mostAttempts = 3, CancellationToken cancellation = default) =>
        database.ListAsync<RequeuedJob>(
            Query,
            new
            {
                All = all,
                MostAttempts = mostAttempts,
                Now = time.GetUtcNow().UtcDateTime,
                Refusal = Json.Write(new
                {
                    Code = "interrupted",
                    Message = $"The worker of this run ended {mostAttempts} times without a result.",
                    Help = "See the run's log; run it with a smaller budget, or report what it does.",
                    Kind = "conflict",
                }),
            },
            cancellation);
}
