using System.Text.Json;
using Dapper;
using Etalon.Cubes;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>Shows one dataset. A deleted one is shown too, with its state: what happened to it must remain answerable.</summary>
public sealed class GetDataset(NpgsqlDataSource database)
{
    private static readonly string Query = Sql.Read("GetDataset.sql");

    /// <summary>The dataset with its cubes, metadata and quantities.</summary>
    /// <exception cref="RefusalException">There is none, or the viewer may not see it: <c>unknown-dataset</c>.</exception>
    public Task<DatasetDetail> RunAsync(Guid id, Viewer viewer, CancellationToken cancellation = default) =>
        database.UseAsync(
            async connection =>
            {
                var parameters = new { Id = id, viewer.Person, Roles = viewer.Roles.ToArray() };
                await using var results = await connection.QueryMultipleAsync(
                    new CommandDefinition(Query, parameters, cancellationToken: cancellation));
                var summary = await results.ReadFirstOrDefaultAsync<DatasetSummary>() ?? throw Unknown(id);
                var rest = await results.ReadFirstAsync<Rest>();
                var cubes = await results.ReadAsync<CubeRow>();
                var quantities = await results.ReadAsync<IndexedQuantity>();
                return new DatasetDetail(
                    summary, rest.Metadata, [.. cubes.Select(row => row.ToCube())], quantities.AsList(), rest.FileCount, rest.PublishedAt,
                    rest.DeletedAt);
            },
            cancellation);

    internal static RefusalException Unknown(Guid id) => new(
        "unknown-dataset", $"There is no dataset {id}, or you may not see it.", "'etalon dataset list' shows the datasets you may see.",
        RefusalKind.Missing);

    private sealed record Rest(JsonElement Metadata, DateTimeOffset? PublishedAt, DateTimeOffset? DeletedAt, long FileCount);

    private sealed record CubeRow(
        string Name, JsonElement Info, string SampleType, IReadOnlyList<string> Axes, IReadOnlyList<long> Shape, string Unit, long Bytes,
        string? ContentId, JsonElement? Stats)
    {
        public CatalogCube ToCube() => new(Name, Info, SampleTypes.Parse(SampleType), Axes, Shape, Unit, Bytes) { ContentId = ContentId, Stats = Stats };
    }
}
