using Npgsql;

namespace Etalon.Catalog;

/// <summary>Notes which run brings an upload in: when it is done, the upload is not needed any more.</summary>
public sealed class LinkUploadRun(NpgsqlDataSource database, TimeProvider time)
{
    private static readonly string Query = Sql.Read("LinkUploadRun.sql");

    /// <summary>Notes it.</summary>
    public Task RunAsync(Guid id, Guid run, CancellationToken cancellation = default) =>
        database.ExecuteAsync(Query, new { Id = id, Run = run, Now = time.GetUtcNow().UtcDateTime }, cancellation);
}
