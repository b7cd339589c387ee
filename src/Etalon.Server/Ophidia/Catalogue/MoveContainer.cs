using Etalon.Catalog;

namespace Etalon.Server;

/// <summary><c>oph_movecontainer</c>.</summary>
internal sealed class MoveContainer(CatalogDatabase catalog, TimeProvider clock) : IOphidiaOperator
{
    /// <inheritdoc />
    public async Task<OphidiaAnswer> RunAsync(OphidiaCall call, CancellationToken cancellation)
    {
        var names = call.Arguments.List("container");
        if (names.Length != 2)
        {
            throw call.Arguments.Bad("container", "takes the container and its new name, between a bar: old|folder/new");
        }

        var containers = new ArrangeOphidiaContainers(catalog.Source, clock);
        var container = await containers.ContainerAsync(call, names[0], cancellation);
        await containers.MoveAsync(call.Visit.Row.RootFolderId, container.Id, call.Path(names[1]), cancellation);
        return OphidiaAnswer.Done;
    }
}
