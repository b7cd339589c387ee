using Npgsql;

namespace Etalon.Catalog;

/// <summary>Finds out whom a link signs in, and uses it up.</summary>
public sealed class UseSignInLink(NpgsqlDataSource database, TimeProvider time)
{
    private static readonly string Query = Sql.Read("UseSignInLink.sql");

    /// <summary>The person, or null if the link is unknown, used, or past its time.</summary>
    public Task<KnownPerson?> RunAsync(string code, CancellationToken cancellation = default) =>
        database.FirstAsync<KnownPerson>(Query, new { Sha256 = TokenSecret.Digest(code), Now = time.GetUtcNow().UtcDateTime }, cancellation);
}
