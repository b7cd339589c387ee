using Etalon.Cubes;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>Makes a token for somebody.</summary>
public sealed class CreateToken(NpgsqlDataSource database, TimeProvider time)
{
    private static readonly string Query = Sql.Read("CreateToken.sql");

    /// <summary>The token; its secret is shown this once.</summary>
    /// <exception cref="RefusalException">There is no such active person: <c>unknown-person</c>.</exception>
    public async Task<NewToken> RunAsync(
        Guid person,
        string name,
        IReadOnlyList<string> scopes,
        Viewer by,
        DateTimeOffset? expires = null,
        CancellationToken cancellation = default)
    {
        var token = new NewToken(CatalogId.New(time), person, TokenSecret.New());
        var parameters = new
        {
            token.Id,
            Person = person,
            Sha256 = TokenSecret.Digest(token.Secret),
            Name = name,
            Scopes = scopes.ToArray(),
            Now = time.GetUtcNow().UtcDateTime,
            Expires = expires?.UtcDateTime,
            By = by.Person,
        };
        return await database.FirstAsync<Guid?>(Query, parameters, cancellation) is not null
            ? token
            : throw new RefusalException("unknown-person", $"There is no active person {person}.", "List the persons.", RefusalKind.Missing);
    }
}
