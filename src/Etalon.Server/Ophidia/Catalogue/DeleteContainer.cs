using Etalon.Catalog;

namespace Etalon.Server;

/// <summary><c>oph_deletecontainer</c>.</summary>
internal sealed class DeleteContainer(CatalogDatabase catalog, DatasetDeletion deletion, TimeProvider clock) : IOphidiaOperator
{
    /// <inheritdoc />
    public async Task<OphidiaAnswer> RunAsync(OphidiaCall call, CancellationToken cancellation)
    {
        var containers = new ArrangeOphidiaContainers(catalog.Source, clock);
        var container = await containers.ContainerAsync(call, call.Arguments["container"], cancellation);
        foreach (var dataset in await containers.DeleteAsync(container.Id, call.Arguments.IsYes("force"), cancellation))
        {
            await deletion.RunAsync(dataset, Viewer.System, cancellation);
        }

        return OphidiaAnswer.Done;
    }
}
