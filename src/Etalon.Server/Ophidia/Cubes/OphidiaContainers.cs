using Etalon.Catalog;

namespace Etalon.Server;

/// <summary>Finds the containers that tasks name.</summary>
internal sealed class OphidiaContainers(CatalogDatabase catalog, TimeProvider clock)
{
    /// <summary>Where a result goes: into the container named, which is made if there is none of that name, or into that of the first parent.</summary>
    public async Task<OphidiaContainerRow> ForResultAsync(OphidiaCubeRow? parent, OphidiaCall call, CancellationToken cancellation)
    {
        if (call.Arguments.Container() is { } named)
        {
            var found = await FindAsync(named, call, cancellation);
            return found.Id > 0 ? found : await AddAsync(found with { Name = call.Path(named)[^1] }, call, cancellation);
        }

        return parent is not null
            ? new OphidiaContainerRow(parent.ContainerId, parent.Container, 0, parent.Session, default)
            : throw call.Arguments.Bad("container", "is needed: the result has no container to inherit");
    }

    /// <summary>The container of a name or path; its number is 0 where the folder has none of that name.</summary>
    public Task<OphidiaContainerRow> FindAsync(string named, OphidiaCall call, CancellationToken cancellation)
    {
        var path = call.Path(named);
        return path is [.. var folders, var name]
            ? new FindOphidiaContainer(catalog.Source).RunAsync(call.Visit.Row.Code, folders, name, cancellation)
            : throw call.Arguments.Bad("container", $"is '{named}', which is a folder");
    }

    /// <summary>Makes a container; one of that name that is there already stays as it is.</summary>
    public async Task<OphidiaContainerRow> AddAsync(OphidiaContainerRow container, OphidiaCall call, CancellationToken cancellation) =>
        container with { Id = await new PutOphidiaContainer(catalog.Source, clock).RunAsync(container, call.Visit.Row.PersonId, cancellation) };
}
