using Npgsql;

namespace Etalon.Catalog;

/// <summary>Ends a session: its secret counts no more.</summary>
public sealed class EndSession(NpgsqlDataSource database, TimeProvider time)
{
    private static readonly string Query = Sql.Read("EndSession.sql");

    /// <summary>Ends it; once more does no harm.</summary>
    public Task RunAsync(Guid session, Guid person, CancellationToken cancellation = default) =>
        database.FirstAsync<Guid?>(Query, new { Id = session, Person = person, Now = time.GetUtcNow().UtcDateTime }, cancellation);
}
