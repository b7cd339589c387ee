using Npgsql;

namespace Etalon.Catalog;

/// <summary>Finds datasets, newest first. The planner's statistics, which know nothing of single metadata keys, are not relied on.</summary>
public sealed class FindDatasets(NpgsqlDataSource database)
{
    /// <summary>One page of the datasets that fulfil all conditions.</summary>
    /// <param name="search">What is looked for.</param>
    /// <param name="viewer">For whom.</param>
    /// <param name="before">Where the page begins: <see cref="DatasetPage.Next"/> of the one before.</param>
    /// <param name="limit">How many at most; 1 to 1000.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="Etalon.Cubes.RefusalException">A quantity is unknown or has another dimension.</exception>
    public Task<DatasetPage> RunAsync(
        DatasetSearch search, Viewer viewer, Guid? before = null, int limit = 50, CancellationToken cancellation = default) =>
        database.UseAsync(
            async connection =>
            {
                var size = Math.Clamp(limit, 1, 1000);
                var filter = await DatasetFilter.MakeAsync(connection, search, viewer, before, cancellation);
                var found = await new PageSearch(connection, filter, size, cancellation).RunAsync();
                return new DatasetPage(found, found.Count == size ? found[^1].Id : null);
            },
            cancellation);
}
