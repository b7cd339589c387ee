using Npgsql;

namespace Etalon.Catalog;

/// <summary>Forgets uploads that are not needed any more.</summary>
public sealed class SweepUploads(NpgsqlDataSource database, TimeProvider time)
{
    private const string Existing = "select id from upload where id = any (@Ids)";

    private static readonly string Query = Sql.Read("SweepUploads.sql");

    /// <summary>Forgets those that were brought in, and those of which nothing has come for so long; their files are the caller's.</summary>
    public Task<IReadOnlyList<SweptUpload>> RunAsync(TimeSpan after, CancellationToken cancellation = default) =>
        database.ListAsync<SweptUpload>(Query, new { Before = (time.GetUtcNow() - after).UtcDateTime }, cancellation);

    /// <summary>Which of these there are.</summary>
    public async Task<IReadOnlySet<Guid>> ExistingAsync(Guid[] ids, CancellationToken cancellation = default) =>
        (await database.ListAsync<Guid>(Existing, new { Ids = ids }, cancellation)).ToHashSet();
}
