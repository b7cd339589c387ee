using Npgsql;

namespace Etalon.Catalog;

/// <summary>Lists the open sessions that somebody may use.</summary>
public sealed class ListOphidiaSessions(NpgsqlDataSource database)
{
    private static readonly string Query = Sql.Read("ListOphidiaSessions.sql");

    /// <summary>Their own and those they are guests in, the one used last first.</summary>
    public async Task<IReadOnlyList<OphidiaEntry>> RunAsync(Guid person, CancellationToken cancellation = default) =>
        [.. (await database.ListAsync<OphidiaEntryRow>(Query, new { Person = person }, cancellation)).Select(static row => row.ToEntry())];
}
