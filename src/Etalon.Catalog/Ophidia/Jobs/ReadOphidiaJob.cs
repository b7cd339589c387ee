using Npgsql;

namespace Etalon.Catalog;

/// <summary>Reads what was asked in a request, and what was answered.</summary>
public sealed class ReadOphidiaJob(NpgsqlDataSource database)
{
    private const string Query = """
        select coalesce(j.request, '') as request, coalesce(j.response, '') as response
        from ophidia_job j where j.session_code = @Session and j.marker = @Marker
        """;

    /// <summary>The request's JSON and the document of the answer, each empty if it was not kept; null if there is no such job.</summary>
    public Task<OphidiaJobTexts?> RunAsync(string session, long marker, CancellationToken cancellation = default) =>
        database.FirstAsync<OphidiaJobTexts>(Query, new { Session = session, Marker = marker }, cancellation);
}
