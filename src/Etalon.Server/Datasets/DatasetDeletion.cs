using Etalon.Catalog;

namespace Etalon.Server;

/// <summary>Deletes datasets: first in the catalogue, then the files, if they are ours.</summary>
public sealed class DatasetDeletion(EtalonHome home, CatalogDatabase catalog, TimeProvider clock)
{
    /// <summary>Deletes one dataset; returns what was derived from it, which stays.</summary>
    public async Task<IReadOnlyList<Guid>> RunAsync(Guid id, Viewer viewer, CancellationToken cancellation)
    {
        var deleted = await new DeleteDataset(catalog.Source, clock).RunAsync(id, viewer, cancellation);
        await ClearAsync(id, cancellation);
        return deleted.Derived;
    }

    /// <summary>Removes the files of a dataset, if the catalogue says that it is deleted. If this does not happen, the next start does it.</summary>
    public async Task ClearAsync(Guid id, CancellationToken cancellation)
    {
        var dataset = (await new GetDataset(catalog.Source).RunAsync(id, Viewer.System, cancellation)).Dataset;
        if (dataset.State != DatasetState.Deleted)
        {
            return;
        }

        StagingFolder.Remove(home.PyramidFolder(id));
        if (!dataset.External)
        {
            StagingFolder.Remove(home.Resolve(dataset.Location));
        }

        await new ForgetDatasets(catalog.Source, clock).RunAsync([id], cancellation);
    }
}
