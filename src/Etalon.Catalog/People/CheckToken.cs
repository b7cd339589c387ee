using Npgsql;

namespace Etalon.Catalog;

/// <summary>Finds out who presented a token.</summary>
public sealed class CheckToken(NpgsqlDataSource database, TimeProvider time)
{
    private static readonly string Query = Sql.Read("CheckToken.sql");

    /// <summary>The owner, or null if the token is unknown, revoked or past its time.</summary>
    public Task<TokenOwner?> RunAsync(string secret, CancellationToken cancellation = default) =>
        database.FirstAsync<TokenOwner>(
            Query, new { Sha256 = TokenSecret.Digest(secret), Now = time.GetUtcNow().UtcDateTime }, cancellation);
}
