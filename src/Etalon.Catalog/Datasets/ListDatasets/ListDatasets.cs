using Npgsql;

namespace Etalon.Catalog;

/// <summary>Lists the published datasets that somebody may see, newest first: a search without conditions.</summary>
public sealed class ListDatasets(NpgsqlDataSource database)
{
    /// <summary>One page: the datasets older than the last one of the page before.</summary>
    public async Task<IReadOnlyList<DatasetSummary>> RunAsync(
        Viewer viewer, Guid? before = null, int limit = 50, CancellationToken cancellation = default) =>
        (await new FindDatasets(database).RunAsync(new DatasetSearch(), viewer, before, limit, cancellation)).Datasets;
}
