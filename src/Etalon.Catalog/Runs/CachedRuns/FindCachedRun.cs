using Npgsql;

namespace Etalon.Catalog;

/// <summary>Finds a run that has made the wanted result already.</summary>
public sealed class FindCachedRun(NpgsqlDataSource database)
{
    private static readonly string Query = Sql.Read("FindCachedRun.sql");

    /// <summary>The newest run with that key whose outputs all exist and may be seen, or null.</summary>
    public async Task<CachedRun?> RunAsync(string cacheKey, Viewer viewer, CancellationToken cancellation = default)
    {
        var rows = await database.ListAsync<Row>(Query, new { Key = cacheKey, viewer.Person, Roles = viewer.Roles.ToArray() }, cancellation);
        return rows.Count == 0
            ? null
            : new CachedRun(rows[0].RunId, [.. rows.Select(row => new RunPort(row.Port, row.DatasetId, row.Cube, row.Position))]);
    }

    private sealed record Row(Guid RunId, string Port, Guid DatasetId, string Cube, int Position);
}
