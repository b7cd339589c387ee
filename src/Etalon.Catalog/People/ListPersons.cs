using Npgsql;

namespace Etalon.Catalog;

/// <summary>Lists the users.</summary>
public sealed class ListPersons(NpgsqlDataSource database)
{
    private static readonly string Query = Sql.Read("ListPersons.sql");

    /// <summary>All of them, by name.</summary>
    public Task<IReadOnlyList<Person>> RunAsync(CancellationToken cancellation = default) =>
        database.ListAsync<Person>(Query, null, cancellation);
}
