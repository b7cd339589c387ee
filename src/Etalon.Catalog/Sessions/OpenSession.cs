using Etalon.Cubes;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>Opens a session for somebody who has proved who they are.</summary>
public sealed class OpenSession(NpgsqlDataSource database, TimeProvider time)
{
    /// <summary>A session ends after this, used or not.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(14);

    private static readonly string Query = Sql.Read("OpenSession.sql");

    /// <summary>The session and its secret, which is said this once.</summary>
    /// <param name="person">Whose.</param>
    /// <param name="way">How they proved who they are: <c>password</c>, <c>link</c>, <c>provider</c>.</param>
    /// <param name="host">From where.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="RefusalException">There is no such active person: <c>unknown-person</c>.</exception>
    public async Task<(SessionOwner Owner, string Secret)> RunAsync(Guid person, string way, string host, CancellationToken cancellation = default)
    {
        var now = time.GetUtcNow();
        var secret = TokenSecret.NewCode();
        var parameters = new
        {
            Id = CatalogId.New(time),
            Person = person,
            Sha256 = TokenSecret.Digest(secret),
            Way = way,
            Host = host,
            Now = now.UtcDateTime,
            Expires = (now + Life).UtcDateTime,
        };
        var owner = await database.FirstAsync<SessionOwner>(Query, parameters, cancellation)
            ?? throw new RefusalException("unknown-person", $"There is no active person {person}.", kind: RefusalKind.Missing);
        return (owner, secret);
    }
}
