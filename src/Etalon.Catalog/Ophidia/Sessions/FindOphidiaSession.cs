using Npgsql;

namespace Etalon.Catalog;

/// <summary>Looks at a session, without a trace.</summary>
public sealed class FindOphidiaSession(NpgsqlDataSource database)
{
    private static readonly string Query = Sql.Read("FindOphidiaSession.sql");

    /// <summary>The open session of a code that the person may use, or their own last one; null if there is none.</summary>
    public async Task<OphidiaEntry?> RunAsync(string? code, Guid person, CancellationToken cancellation = default) =>
        (await database.FirstAsync<OphidiaEntryRow>(Query, new { Code = code, Person = person }, cancellation))?.ToEntry();
}
