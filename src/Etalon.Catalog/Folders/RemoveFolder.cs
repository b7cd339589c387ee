using Etalon.Cubes;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>Removes a folder. The datasets in it stay.</summary>
public sealed class RemoveFolder(NpgsqlDataSource database)
{
    private static readonly string Query = Sql.Read("RemoveFolder.sql");

    /// <summary>Removes an empty folder, or, if asked for, everything below it as well.</summary>
    /// <exception cref="RefusalException">There is none (<c>unknown-folder</c>), or it is not empty (<c>folder-not-empty</c>).</exception>
    public async Task RunAsync(Guid id, bool recursive, CancellationToken cancellation = default)
    {
        var (known, removed) = await database.FirstAsync<(bool Known, bool Removed)>(Query, new { Id = id, Recursive = recursive }, cancellation);
        if (!known)
        {
            throw FolderRefusals.Unknown($"{id}");
        }

        if (!removed)
        {
            throw new RefusalException(
                "folder-not-empty", "The folder is not empty.", "Empty it first, or remove it with everything below.", RefusalKind.Conflict);
        }
    }
}
