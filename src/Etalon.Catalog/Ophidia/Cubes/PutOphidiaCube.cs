using Etalon.Cubes;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>Registers a cube of Ophidia's protocol.</summary>
public sealed class PutOphidiaCube(NpgsqlDataSource database, TimeProvider time)
{
    private static readonly string Query = Sql.Read("PutOphidiaCube.sql");

    /// <summary>Registers it in its container and says its number; metadata that are left undefined are those of the first parent.</summary>
    /// <exception cref="RefusalException">The container is gone: <c>unknown-container</c>.</exception>
    public async Task<long> RunAsync(OphidiaCubeRow cube, Guid owner, CancellationToken cancellation = default)
    {
        var parameters = new
        {
            cube.ContainerId,
            Person = owner,
            Now = time.GetUtcNow().UtcDateTime,
            cube.Operator,
            cube.Measure,
            cube.MeasureType,
            cube.Level,
            cube.Source,
            cube.Description,
            Dimensions = cube.Dimensions.GetRawText(),
            cube.Hosts,
            cube.Fragments,
            cube.FragmentRows,
            cube.Bytes,
            Recipe = cube.Recipe.GetRawText(),
            cube.DatasetId,
            cube.OwnsDataset,
            Info = cube.Info.GetRawText(),
            Parents = cube.Parents.ToArray(),
            Metadata = Json.Text(cube.Metadata),
        };
        return await database.FirstAsync<long?>(Query, parameters, cancellation) ?? throw new RefusalException(
            "unknown-container", $"Container {cube.ContainerId} is gone.", "'oph_list level=2' shows what is there.", RefusalKind.Missing);
    }
}
