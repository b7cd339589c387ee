using System.Text.Json;
using Dapper;
using Etalon.Cubes;
using Npgsql;
using NpgsqlTypes;

namespace Etalon.Catalog;

/// <summary>Shows one dataset. A deleted one is shown too, with its state: what happened to it must remain answerable.</summary>
/// <param name="database">The catalogue.</param>
/// <param name="memory">Datasets that need not be read again; null to read it in any case.</param>
public sealed class GetDataset(NpgsqlDataSource database, DatasetMemory? memory = null)
{
    private static readonly string Query = Sql.Read("GetDataset.sql");
    private static readonly string VersionQuery = Sql.Read("GetDatasetVersion.sql");

    /// <summary>The dataset with its cubes, metadata and quantities.</summary>
    /// <exception cref="RefusalException">There is none, or the viewer may not see it: <c>unknown-dataset</c>.</exception>
    public async Task<DatasetDetail> RunAsync(Guid id, Viewer viewer, CancellationToken cancellation = default)
    {
        if (memory is null)
        {
            return await ReadAsync(id, viewer, cancellation);
        }

        // The version first: what changes between the two looks is remembered under a version that is gone.
        var version = await memory.InTurnAsync(() => VersionAsync(id, viewer, cancellation), cancellation) ?? throw Unknown(id);
        if (memory.Find(id, version) is { } known)
        {
            return known;
        }

        var detail = await ReadAsync(id, viewer, cancellation);
        memory.Add(version, detail);
        return detail;
    }

    internal static RefusalException Unknown(Guid id) => new(
        "unknown-dataset", $"There is no dataset {id}, or you may not see it.", "'etalon dataset list' shows the datasets you may see.",
        RefusalKind.Missing);

    private Task<long?> VersionAsync(Guid id, Viewer viewer, CancellationToken cancellation) =>
        database.UseAsync(
            async connection =>
            {
                await using var command = new NpgsqlCommand(VersionQuery, connection);
                command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
                command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Uuid, Value = (object?)viewer.Person ?? DBNull.Value });
                command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. viewer.Roles] });
                return await command.ExecuteScalarAsync(cancellation) as long?;
            },
            cancellation);

    private Task<DatasetDetail> ReadAsync(Guid id, Viewer viewer, CancellationToken cancellation) =>
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
                    rest.DeletedAt, rest.Owner);
            },
            cancellation);

    private sealed record Rest(JsonElement Metadata, DateTimeOffset? PublishedAt, DateTimeOffset? DeletedAt, long FileCount, string? Owner);

    private sealed record CubeRow(
        string Name, JsonElement Info, string SampleType, IReadOnlyList<string> Axes, IReadOnlyList<long> Shape, string Unit, long Bytes,
        string? ContentId, JsonElement? Stats)
    {
        public CatalogCube ToCube() => new(Name, Info, SampleTypes.Parse(SampleType), Axes, Shape, Unit, Bytes) { ContentId = ContentId, Stats = Stats };
    }
}
