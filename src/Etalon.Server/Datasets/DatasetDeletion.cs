using Etalon.Catalog;

namespace Etalon.Server;

/// <summary>Deletes datasets: first in the catalogue, then the files, if they are ours.</summary>
public sealed class DatasetDeletion(EtalonHome home, CatalogDatabase catalog, TimeProvider clock)
{
    /// <summary>Deletes one dataset; returns what was derived from it, which stays.</summary>
    public async Task<IReadOnlyList<Guid>> RunAsync(Guid id, Viewer viewer, CancellationToken cancellation)
    {
        var dataset = (await new GetDataset(catalog.Source).RunAsync(id, viewer, cancellation)).Dataset;
        var deleted = await new DeleteDataset(catalog.Source, clock).RunAsync(id, viewer, cancellation);
        if (!dataset.External)
        {
            StagingFolder.Remove(home.Resolve(dataset.Location));
        }

        await new ForgetDatasets(catalog.Source, clock).RunAsync([id], cancellation);
        return deleted.Derived;
    }
}
