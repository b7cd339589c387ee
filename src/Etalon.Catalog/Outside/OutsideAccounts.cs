using Npgsql;

namespace Etalon.Catalog;

/// <summary>Which accounts of providers somebody has connected.</summary>
public sealed class OutsideAccounts(NpgsqlDataSource database, TimeProvider time)
{
    private const string ListQuery = "select o.issuer from outside_account o where o.person_id = @Person";
    private static readonly string DisconnectQuery = Sql.Read("DisconnectOutside.sql");

    /// <summary>The issuers of a person's accounts.</summary>
    public Task<IReadOnlyList<string>> ListAsync(Guid person, CancellationToken cancellation = default) =>
        database.ListAsync<string>(ListQuery, new { Person = person }, cancellation);

    /// <summary>A person's accounts with an issuer are theirs no more, nor are the roles that it gives.</summary>
    public Task DisconnectAsync(Guid person, string issuer, IEnumerable<string> managedRoles, CancellationToken cancellation = default) =>
        database.FirstAsync<long?>(
            DisconnectQuery, new { Person = person, Issuer = issuer, ManagedRoles = managedRoles.ToArray(), Now = time.GetUtcNow().UtcDateTime }, cancellation);
}
