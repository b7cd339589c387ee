using Etalon.Cubes;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>Makes, finds, moves and deletes containers of a session. Paths are lists of names from the session's root folder.</summary>
public sealed class ArrangeOphidiaContainers(NpgsqlDataSource database, TimeProvider time)
{
    private static readonly string Created = Sql.Read("CreateOphidiaContainer.sql");
    private static readonly string Found = Sql.Read("LookUpOphidiaContainer.sql");
    private static readonly string Moved = Sql.Read("MoveOphidiaContainer.sql");
    private static readonly string Deleted = Sql.Read("DeleteOphidiaContainer.sql");

    /// <summary>Makes a container in a folder; its number.</summary>
    /// <exception cref="RefusalException"><c>unknown-folder</c>, <c>duplicate-name</c>, <c>invalid-name</c>.</exception>
    public async Task<long> CreateAsync(
        long root, IReadOnlyList<string> folder, NewOphidiaContainer container, Guid owner, CancellationToken cancellation = default)
    {
        OphidiaRefusals.CheckName(container.Name);
        var parameters = new
        {
            Root = root,
            Folder = folder.ToArray(),
            container.Name,
            Owner = owner,
            container.Description,
            Now = time.GetUtcNow().UtcDateTime,
            container.Vocabulary,
            Dimensions = Json.Text(container.Dimensions) ?? "[]",
        };
        var (known, made) = await database.FirstAsync<(bool Known, long? Made)>(Created, parameters, cancellation);
        if (!known)
        {
            throw OphidiaRefusals.UnknownFolder(folder);
        }

        return made ?? throw OphidiaRefusals.Taken(container.Name);
    }

    /// <summary>The container of a name in a folder.</summary>
    /// <exception cref="RefusalException"><c>unknown-container</c>.</exception>
    public async Task<OphidiaContainerRow> FindAsync(long root, IReadOnlyList<string> path, CancellationToken cancellation = default) =>
        (path.Count == 0 ? null : await database.FirstAsync<OphidiaContainerRow>(
            Found, new { Id = (long?)null, Session = "", Root = root, Folder = Above(path), Name = path[^1] }, cancellation))
        ?? throw OphidiaRefusals.UnknownContainer(OphidiaRefusals.Text(path));

    /// <summary>The container of a number in a session.</summary>
    /// <exception cref="RefusalException"><c>unknown-container</c>.</exception>
    public async Task<OphidiaContainerRow> FindAsync(string session, long id, CancellationToken cancellation = default) =>
        await database.FirstAsync<OphidiaContainerRow>(Found, new { Id = (long?)id, Session = session, Root = 0L, Folder = Array.Empty<string>(), Name = "" }, cancellation)
        ?? throw OphidiaRefusals.UnknownContainer($"{id}");

    /// <summary>Moves or renames a container.</summary>
    /// <exception cref="RefusalException"><c>unknown-folder</c>, <c>duplicate-name</c>, <c>invalid-name</c>.</exception>
    public async Task MoveAsync(long root, long id, IReadOnlyList<string> to, CancellationToken cancellation = default)
    {
        OphidiaRefusals.CheckName(to.Count == 0 ? "" : to[^1]);
        var parameters = new { Root = root, Id = id, Folder = Above(to), Name = to[^1] };
        var (known, moved) = await database.FirstAsync<(bool Known, bool Moved)>(Moved, parameters, cancellation);
        if (!known)
        {
            throw OphidiaRefusals.UnknownFolder(Above(to));
        }

        if (!moved)
        {
            throw OphidiaRefusals.Taken(to[^1]);
        }
    }

    /// <summary>Deletes a container, with its cubes if that is asked for; the datasets that nobody needs any more are the caller's to delete.</summary>
    /// <exception cref="RefusalException"><c>container-not-empty</c>, <c>unknown-container</c>.</exception>
    public async Task<IReadOnlyList<Guid>> DeleteAsync(long id, bool withCubes, CancellationToken cancellation = default)
    {
        var (known, removed, datasets) = await database.FirstAsync<(bool Known, bool Removed, Guid[] Datasets)>(
            Deleted, new { Id = id, WithCubes = withCubes }, cancellation);
        if (!known)
        {
            throw OphidiaRefusals.UnknownContainer($"{id}");
        }

        return removed ? datasets : throw new RefusalException(
            "container-not-empty", "The container still has cubes.", "Delete them first, or add force=yes to delete them with it.", RefusalKind.Conflict);
    }

    private static string[] Above(IReadOnlyList<string> path) => [.. path.Take(Math.Max(0, path.Count - 1))];
}
