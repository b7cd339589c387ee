using Dapper;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>Makes the one local administrator at the first start.</summary>
public sealed class CreateFirstAdministrator(NpgsqlDataSource database, TimeProvider time)
{
    private static readonly string Query = Sql.Read("CreateFirstAdministrator.sql");

    /// <summary>The administrator's token, shown this once; null if there is anybody already.</summary>
    public Task<NewToken?> RunAsync(string name, CancellationToken cancellation = default)
    {
        var token = new NewToken(CatalogId.New(time), CatalogId.New(time), TokenSecret.New());
        var parameters = new
        {
            token.PersonId,
            Name = name,
            Now = time.GetUtcNow().UtcDateTime,
            TokenId = token.Id,
            Sha256 = TokenSecret.Digest(token.Secret),
        };
        return database.TransactAsync(
            async connection =>
            {
                await using var results = await connection.QueryMultipleAsync(
                    new CommandDefinition(Query, parameters, cancellationToken: cancellation));
                await results.ReadAsync();
                return (await results.ReadAsync<Guid>()).Any() ? token : null;
            },
            cancellation);
    }
}
