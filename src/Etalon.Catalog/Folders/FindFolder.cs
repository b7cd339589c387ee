using Etalon.Cubes;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>Finds a folder by its path.</summary>
public sealed class FindFolder(NpgsqlDataSource database)
{
    private static readonly string Query = Sql.Read("FindFolder.sql");

    /// <summary>The folder at a path like <c>/beamtime/2026</c>.</summary>
    /// <exception cref="RefusalException">There is none: <c>unknown-folder</c>.</exception>
    public async Task<Folder> RunAsync(string path, CancellationToken cancellation = default)
    {
        var names = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return await database.FirstAsync<Folder>(Query, new { Names = names }, cancellation) ?? throw FolderRefusals.Unknown(path);
    }
}
