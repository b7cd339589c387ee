using Npgsql;

namespace Etalon.Catalog;

/// <summary>Lists who may use a session.</summary>
public sealed class ListOphidiaGuests(NpgsqlDataSource database)
{
    private static readonly string Query = Sql.Read("ListOphidiaGuests.sql");

    /// <summary>The owner, then the guests by name.</summary>
    public Task<IReadOnlyList<OphidiaGuest>> RunAsync(string session, CancellationToken cancellation = default) =>
        database.ListAsync<OphidiaGuest>(Query, new { Session = session }, cancellation);
}
