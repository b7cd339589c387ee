using Npgsql;

namespace Etalon.Catalog;

/// <summary>Lists a person's uploads.</summary>
public sealed class ListUploads(NpgsqlDataSource database)
{
    private static readonly string Query = Sql.Read("ListUploads.sql");
    private static readonly string Awaited = Sql.Read("AwaitedUploads.sql");

    /// <summary>The newest first.</summary>
    public Task<IReadOnlyList<Upload>> RunAsync(Guid person, CancellationToken cancellation = default) =>
        database.ListAsync<Upload>(Query, new { Person = person }, cancellation);

    /// <summary>Bytes that everybody's uploads will still take, and the datasets that are made of them.</summary>
    public Task<long> AwaitedBytesAsync(CancellationToken cancellation = default) => database.FirstAsync<long>(Awaited, null, cancellation);
}
