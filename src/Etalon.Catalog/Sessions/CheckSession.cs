using Npgsql;

namespace Etalon.Catalog;

/// <summary>Finds out who comes with a session's secret.</summary>
public sealed class CheckSession(NpgsqlDataSource database, TimeProvider time)
{
    /// <summary>A session that is not used for so long has ended.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromHours(24);

    private static readonly string Query = Sql.Read("CheckSession.sql");

    /// <summary>The owner, or null if the session is unknown, ended, idle for too long, or past its time.</summary>
    public Task<SessionOwner?> RunAsync(string secret, CancellationToken cancellation = default)
    {
        var now = time.GetUtcNow();
        return database.FirstAsync<SessionOwner>(
            Query, new { Sha256 = TokenSecret.Digest(secret), Now = now.UtcDateTime, IdleSince = (now - Idle).UtcDateTime }, cancellation);
    }
}
