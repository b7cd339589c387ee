using Npgsql;

namespace Etalon.Catalog;

/// <summary>Forgets a cube of Ophidia's protocol; what was made from it stays.</summary>
public sealed class DeleteOphidiaCube(NpgsqlDataSource database)
{
    private static readonly string Query = Sql.Read("DeleteOphidiaCube.sql");

    /// <summary>Forgets it, and says which datasets nobody needs any more: they are the caller's to delete.</summary>
    public Task<IReadOnlyList<Guid>> RunAsync(long id, CancellationToken cancellation = default) =>
        database.ListAsync<Guid>(Query, new { Id = id }, cancellation);
}
