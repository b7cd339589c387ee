using Etalon.Cubes;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>Counts bytes of an upload that are on disk.</summary>
public sealed class AdvanceUpload(NpgsqlDataSource database, TimeProvider time)
{
    private static readonly string Query = Sql.Read("AdvanceUpload.sql");

    /// <summary>The upload with them.</summary>
    /// <param name="id">Which.</param>
    /// <param name="offset">Where the part begins.</param>
    /// <param name="count">Its bytes.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="RefusalException">It is gone (<c>unknown-upload</c>), or further than that (<c>wrong-offset</c>).</exception>
    public async Task<Upload> RunAsync(Guid id, long offset, long count, CancellationToken cancellation = default) =>
        await database.FirstAsync<Upload>(Query, new { Id = id, Offset = offset, Count = count, Now = time.GetUtcNow().UtcDateTime }, cancellation)
            ?? throw new RefusalException(
                "wrong-offset", $"Upload {id} was deleted meanwhile, or does not stand at byte {offset} any more.", $"Ask how far it is: GET /api/uploads/{id}.", RefusalKind.Conflict);
}
