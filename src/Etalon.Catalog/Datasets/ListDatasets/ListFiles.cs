using Npgsql;

namespace Etalon.Catalog;

/// <summary>Shows the files of a dataset, page by page; there may be a hundred thousand.</summary>
public sealed class ListFiles(NpgsqlDataSource database)
{
    private static readonly string Query = Sql.Read("ListFiles.sql");

    /// <summary>The files whose paths come after one.</summary>
    public Task<IReadOnlyList<CatalogFile>> RunAsync(
        Guid dataset, Viewer viewer, string after = "", int limit = 1000, CancellationToken cancellation = default) =>
        database.ListAsync<CatalogFile>(
            Query,
            new { Dataset = dataset, viewer.Person, Roles = viewer.Roles.ToArray(), After = after, Limit = Math.Clamp(limit, 1, 10000) },
            cancellation);
}
