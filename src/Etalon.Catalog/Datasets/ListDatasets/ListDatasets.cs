using Npgsql;

namespace Etalon.Catalog;

/// <summary>Lists the published datasets that somebody may see, newest first.</summary>
public sealed class ListDatasets(NpgsqlDataSource database)
{
    private static readonly string Query = Sql.Read("ListDatasets.sql");

    /// <summary>One page: the datasets older than the last one of the page before.</summary>
    public Task<IReadOnlyList<DatasetSummary>> RunAsync(
        Viewer viewer, Guid? before = null, int limit = 50, CancellationToken cancellation = default) =>
        database.ListAsync<DatasetSummary>(
            Query,
            new { viewer.Person, Roles = viewer.Roles.ToArray(), Before = before ?? Guid.AllBitsSet, Limit = Math.Clamp(limit, 1, 1000) },
            cancellation);
}
