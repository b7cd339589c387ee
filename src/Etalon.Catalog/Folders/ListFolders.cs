using Npgsql;

namespace Etalon.Catalog;

/// <summary>Lists the folders in a folder. Its datasets are found with <see cref="DatasetSearch.Folder"/>.</summary>
public sealed class ListFolders(NpgsqlDataSource database)
{
    private static readonly string Query = Sql.Read("ListFolders.sql");

    /// <summary>The folders in one, or at the top.</summary>
    public Task<IReadOnlyList<Folder>> RunAsync(Guid? parent, CancellationToken cancellation = default) =>
        database.ListAsync<Folder>(Query, new { Parent = parent }, cancellation);
}
