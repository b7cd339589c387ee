using Npgsql;

namespace Etalon.Catalog;

/// <summary>Lists the requests of a session, or one of them with its tasks.</summary>
public sealed class ListOphidiaRequests(NpgsqlDataSource database)
{
    /// <summary>The newest; a session lives for years.</summary>
    private const int Most = 1000;

    private static readonly string Query = Sql.Read("ListOphidiaRequests.sql");

    /// <summary>The jobs, oldest first.</summary>
    /// <param name="session">The session.</param>
    /// <param name="workflow">Only this request, with its tasks; null for all requests without theirs.</param>
    /// <param name="marker">Only the request that this marker belongs to, with its tasks.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<IReadOnlyList<OphidiaJobRow>> RunAsync(string session, long? workflow, long? marker, CancellationToken cancellation = default) =>
        database.ListAsync<OphidiaJobRow>(Query, new { Session = session, Workflow = workflow, Marker = marker, Most }, cancellation);
}
