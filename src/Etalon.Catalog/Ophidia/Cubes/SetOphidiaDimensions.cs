using System.Text.Json;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>Notes other roles of a cube's dimensions; its samples stay.</summary>
public sealed class SetOphidiaDimensions(NpgsqlDataSource database)
{
    private const string Query = "update ophidia_cube set dimensions = @Dimensions::jsonb where id = @Id";

    /// <summary>Notes them; a cube that is gone is passed over.</summary>
    public Task RunAsync(long id, JsonElement dimensions, CancellationToken cancellation = default) =>
        database.ExecuteAsync(Query, new { Id = id, Dimensions = dimensions.GetRawText() }, cancellation);
}
