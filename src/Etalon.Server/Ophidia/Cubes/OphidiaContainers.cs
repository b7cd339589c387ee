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
            return found.Id > 0 ? found : await AddAsync(found with { Name = LastName(named) }, call, cancellation);
        }

        return parent is not null
            ? new OphidiaContainerRow(parent.ContainerId, parent.Container, 0, parent.Session, default)
            : throw call.Arguments.Bad("container", "is needed: the result has no container to inherit");
    }

    /// <summary>The container of a name or path; its number is 0 where the folder has none of that name.</summary>
    public Task<OphidiaContainerRow> FindAsync(string named, OphidiaCall call, CancellationToken cancellation)
    {
        var path = Folders(named, call.Arguments["cwd"]);
        return new FindOphidiaContainer(catalog.Source).RunAsync(call.Visit.Row.Code, path, LastName(named), cancellation);
    }

    /// <summary>Makes a container; one of that name that is there already stays as it is.</summary>
    public async Task<OphidiaContainerRow> AddAsync(OphidiaContainerRow container, OphidiaCall call, CancellationToken cancellation) =>
        container with { Id = await new PutOphidiaContainer(catalog.Source, clock).RunAsync(container, call.Visit.Row.PersonId, cancellation) };

    private static string LastName(string named) => named.TrimEnd('/').Split('/')[^1];

    /// <summary>The folders on the way to a container, from the session's root: of its own path if that begins there, else from the current one.</summary>
    private static List<string> Folders(string named, string current)
    {
        var full = named.StartsWith('/') ? named : $"{current}/{named}";
        var way = new List<string>();
        foreach (var name in full.Split('/', StringSplitOptions.RemoveEmptyEntries)[..^1])
        {
            if (string.Equals(name, "..", StringComparison.Ordinal))
            {
                way.RemoveRange(Math.Max(0, way.Count - 1), Math.Min(1, way.Count));
            }
            else if (!string.Equals(name, ".", StringComparison.Ordinal))
            {
                way.Add(name);
            }
        }

        return way;
    }
}
