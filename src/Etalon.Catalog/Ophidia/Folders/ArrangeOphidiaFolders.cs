using Dapper;
using Etalon.Cubes;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>Makes, finds, moves and removes folders of a session. Paths are lists of names from the session's root folder.</summary>
public sealed class ArrangeOphidiaFolders(NpgsqlDataSource database)
{
    private static readonly string Made = Sql.Read("MakeOphidiaFolder.sql");
    private static readonly string Moved = Sql.Read("MoveOphidiaFolder.sql");
    private static readonly string Removed = Sql.Read("RemoveOphidiaFolder.sql");

    /// <summary>Finds a folder.</summary>
    /// <exception cref="RefusalException"><c>unknown-folder</c>.</exception>
    public async Task<long> FindAsync(long root, IReadOnlyList<string> path, CancellationToken cancellation = default) =>
        await database.FirstAsync<long?>("select ophidia_folder_at(@Root, @Path)", new { Root = root, Path = path.ToArray() }, cancellation)
        ?? throw OphidiaRefusals.UnknownFolder(path);

    /// <summary>Makes a folder in one that exists.</summary>
    /// <exception cref="RefusalException"><c>unknown-folder</c>, <c>duplicate-name</c>, <c>invalid-name</c>.</exception>
    public async Task<long> MakeAsync(long root, IReadOnlyList<string> path, CancellationToken cancellation = default)
    {
        var (above, name) = Split(path, "made");
        var (known, made) = await database.FirstAsync<(bool Known, long? Made)>(Made, new { Root = root, Above = above, Name = name }, cancellation);
        if (!known)
        {
            throw OphidiaRefusals.UnknownFolder(above);
        }

        return made ?? throw OphidiaRefusals.Taken(name);
    }

    /// <summary>Removes an empty folder.</summary>
    /// <exception cref="RefusalException"><c>unknown-folder</c>, <c>folder-not-empty</c>.</exception>
    public async Task RemoveAsync(long root, IReadOnlyList<string> path, CancellationToken cancellation = default)
    {
        Split(path, "removed");
        var (known, removed) = await database.FirstAsync<(bool Known, bool Removed)>(Removed, new { Root = root, Path = path.ToArray() }, cancellation);
        if (!known)
        {
            throw OphidiaRefusals.UnknownFolder(path);
        }

        if (!removed)
        {
            throw new RefusalException(
                "folder-not-empty", $"The folder '{OphidiaRefusals.Text(path)}' is not empty.", "Remove the folders and containers in it first.", RefusalKind.Conflict);
        }
    }

    /// <summary>Moves a folder to another path, or into the folder that is there.</summary>
    /// <exception cref="RefusalException"><c>unknown-folder</c>, <c>duplicate-name</c>, <c>folder-cycle</c>, <c>invalid-name</c>.</exception>
    public Task MoveAsync(long root, IReadOnlyList<string> from, IReadOnlyList<string> to, CancellationToken cancellation = default)
    {
        var (_, old) = Split(from, "moved");
        var (above, name) = to.Count == 0 ? ([], old) : Split(to, "made");
        var parameters = new { Root = root, From = from.ToArray(), To = to.ToArray(), Above = above, Name = name, Old = old };
        return database.TransactAsync(
            async connection =>
            {
                await using var results = await connection.QueryMultipleAsync(new CommandDefinition(Moved, parameters, cancellationToken: cancellation));
                await results.ReadAsync();
                var (source, target, inside, taken) = await results.ReadFirstAsync<(bool Source, bool Target, bool Inside, bool Taken)>();
                if (!source || !target)
                {
                    throw OphidiaRefusals.UnknownFolder(source ? above : from);
                }

                if (inside)
                {
                    throw new RefusalException("folder-cycle", "A folder cannot be moved into itself.", "Choose a folder outside it.", RefusalKind.Conflict);
                }

                return taken ? throw OphidiaRefusals.Taken(name) : true;
            },
            cancellation);
    }

    private static (string[] Above, string Name) Split(IReadOnlyList<string> path, string what)
    {
        if (path.Count == 0)
        {
            throw new RefusalException("root-folder", $"The session's root folder cannot be {what}.", "Name a folder within it.");
        }

        OphidiaRefusals.CheckName(path[^1]);
        return ([.. path.Take(path.Count - 1)], path[^1]);
    }
}
