using Npgsql;

namespace Etalon.Catalog;

/// <summary>Forgets an upload; its files are the caller's.</summary>
public sealed class DeleteUpload(NpgsqlDataSource database)
{
    private static readonly string Query = Sql.Read("DeleteUpload.sql");

    /// <summary>Whether it was there, and no run was reading it.</summary>
    public async Task<bool> RunAsync(Guid id, Guid person, CancellationToken cancellation = default) =>
        await database.ExecuteAsync(Query, new { Id = id, Person = person }, cancellation) > 0;
}
