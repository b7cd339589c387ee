using System.Text.Json;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>Notes that the samples of a cube, so far only a recipe, have been made.</summary>
public sealed class KeepOphidiaCube(NpgsqlDataSource database)
{
    private static readonly string Query = Sql.Read("KeepOphidiaCube.sql");

    /// <summary>Notes where they are; false if the cube is gone or was made already.</summary>
    public async Task<bool> RunAsync(long id, Guid dataset, JsonElement recipe, JsonElement info, long bytes, CancellationToken cancellation = default) =>
        await database.FirstAsync<long?>(
            Query, new { Id = id, Dataset = dataset, Recipe = recipe.GetRawText(), Info = info.GetRawText(), Bytes = bytes }, cancellation) is not null;
}
