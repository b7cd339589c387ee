using Etalon.Cubes;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>Puts datasets into a folder, or takes them out.</summary>
public sealed class FileDatasets(NpgsqlDataSource database)
{
    private static readonly string Query = Sql.Read("FileDatasets.sql");

    /// <summary>Adds some datasets and removes others.</summary>
    /// <exception cref="RefusalException">There is no such folder: <c>unknown-folder</c>.</exception>
    public async Task RunAsync(
        Guid folder, IReadOnlyList<Guid> add, IReadOnlyList<Guid> remove, Viewer viewer, CancellationToken cancellation = default)
    {
        var parameters = new { Folder = folder, Add = add.ToArray(), Remove = remove.ToArray(), viewer.Person, Roles = viewer.Roles.ToArray() };
        if (!await database.FirstAsync<bool>(Query, parameters, cancellation))
        {
            throw FolderRefusals.Unknown($"{folder}");
        }
    }
}
