using Etalon.Cubes;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>Makes a folder.</summary>
public sealed class CreateFolder(NpgsqlDataSource database, TimeProvider time)
{
    private static readonly string Query = Sql.Read("CreateFolder.sql");

    /// <summary>Makes it in a folder, or at the top.</summary>
    /// <exception cref="RefusalException">The name is taken there (<c>duplicate-folder</c>), or the parent is gone (<c>unknown-folder</c>).</exception>
    public async Task<Folder> RunAsync(string name, Guid? parent, Viewer by, CancellationToken cancellation = default)
    {
        FolderRefusals.CheckName(name);
        var parameters = new { Id = CatalogId.New(time), Parent = parent, Name = name, Now = time.GetUtcNow().UtcDateTime, by.Person };
        return await database.FirstAsync<Folder>(Query, parameters, cancellation) ?? throw FolderRefusals.Unknown($"{parent}");
    }
}
