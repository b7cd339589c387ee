using Npgsql;

namespace Etalon.Catalog;

/// <summary>Finds the newest cube of a session.</summary>
public sealed class FindLastOphidiaCube(NpgsqlDataSource database)
{
    private static readonly string Query = Sql.Read("FindLastOphidiaCube.sql");

    /// <summary>The numbers of its container and of the cube; null if there is none.</summary>
    public Task<OphidiaPlace?> RunAsync(string session, CancellationToken cancellation = default) =>
        database.FirstAsync<OphidiaPlace>(Query, new { Session = session }, cancellation);
}
