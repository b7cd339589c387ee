using System.Text.Json;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>Says that a worker lives, and how far it is.</summary>
public sealed class HeartbeatJob(NpgsqlDataSource database, TimeProvider time)
{
    private static readonly string Query = Sql.Read("HeartbeatJob.sql");

    /// <summary>Prolongs the lease and keeps the progress.</summary>
    public async Task<Heartbeat> RunAsync(
        Guid runId, string worker, TimeSpan lease, JsonElement? progress = null, CancellationToken cancellation = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var parameters = new { RunId = runId, Worker = worker, Now = now, LeaseUntil = now + lease, Progress = Json.Text(progress) };
        return await database.FirstAsync<Heartbeat>(Query, parameters, cancellation) ?? new Heartbeat(Held: false, CancelRequested: false);
    }
}
