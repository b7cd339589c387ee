using Npgsql;

namespace Etalon.Catalog;

/// <summary>Lists the folders in a folder that concern the viewer. Its datasets are found with <see cref="DatasetSearch.Folder"/>.</summary>
public sealed class ListFolders(NpgsqlDataSource database)
{
    private static readonly string Query = Sql.Read("ListFolders.sql");

    /// <summary>The folders in one, or at the top: those that the viewer made, and those that hold something that the viewer may see.</summary>
    public Task<IReadOnlyList<Folder>> RunAsync(Guid? parent, Viewer viewer, CancellationToken cancellation = default) =>
        database.ListAsync<Folder>(Query, new { Parent = parent, viewer.Person, Roles = viewer.Roles.ToArray() }, cancellation);
}
