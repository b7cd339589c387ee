using Etalon.Cubes;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>Ends a token.</summary>
public sealed class RevokeToken(NpgsqlDataSource database, TimeProvider time)
{
    private static readonly string Query = Sql.Read("RevokeToken.sql");

    /// <summary>Revokes it; once more does no harm.</summary>
    /// <exception cref="RefusalException">There is none, or it is another person's: <c>unknown-token</c>.</exception>
    public async Task RunAsync(Guid id, Viewer by, CancellationToken cancellation = default)
    {
        var parameters = new { Id = id, by.Person, Roles = by.Roles.ToArray(), Now = time.GetUtcNow().UtcDateTime };
        if (await database.FirstAsync<Guid?>(Query, parameters, cancellation) is null)
        {
            throw new RefusalException("unknown-token", $"There is no token {id} of yours.", "List your tokens.", RefusalKind.Missing);
        }
    }
}
