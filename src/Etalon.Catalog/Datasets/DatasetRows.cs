using System.Text.Json;
using Dapper;
using Etalon.Cubes;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>Writes datasets with everything that belongs to them, in one round trip within the caller's transaction.</summary>
internal static class DatasetRows
{
    private static readonly string Query = Sql.Read("PutDatasets.sql");

    /// <summary>Inserts datasets, or completes staged ones.</summary>
    /// <exception cref="RefusalException">One of them exists and is no longer staged.</exception>
    public static async Task PutAsync(
        NpgsqlConnection connection, IReadOnlyList<NewDataset> datasets, DatasetState state, DateTimeOffset now, CancellationToken cancellation)
    {
        if (datasets.Count == 0)
        {
            return;
        }

        foreach (var dataset in datasets)
        {
            Check(dataset);
        }

        var written = await connection.QueryAsync<Guid>(new CommandDefinition(Query, Parameters(datasets, state, now), cancellationToken: cancellation));
        var missing = datasets.Select(dataset => dataset.Id).Except(written).ToArray();
        if (missing.Length > 0)
        {
            throw new RefusalException(
                "dataset-immutable", $"Dataset {missing[0]} exists and is no longer staged.",
                "A published dataset never changes; register a new one.", RefusalKind.Conflict);
        }
    }

    /// <summary>What the database could only refuse with an error of its own.</summary>
    public static void Check(NewDataset dataset)
    {
        if (string.IsNullOrWhiteSpace(dataset.Name) || dataset.Name.Length > 1000)
        {
            throw new RefusalException("invalid-name", "A dataset's name has 1 to 1000 characters.", "Give it a name with --name.");
        }

        if (dataset.Metadata.ValueKind != JsonValueKind.Object)
        {
            throw new RefusalException("invalid-metadata", "A dataset's metadata are a JSON object.", "Wrap the value in an object.");
        }

        if (dataset.Id.Version != 7)
        {
            throw new ArgumentException("A dataset's identifier is of version 7: use CatalogId.", nameof(dataset));
        }
    }

    private static object Parameters(IReadOnlyList<NewDataset> datasets, DatasetState state, DateTimeOffset now) => new
    {
        Now = now.UtcDateTime,
        State = state == DatasetState.Published ? "published" : "staged",
        Ids = datasets.Select(dataset => dataset.Id).ToArray(),
        Datasets = Json.Write(datasets.Select(dataset => new
        {
            dataset.Id,
            dataset.Name,
            dataset.Description,
            dataset.CreatedBy,
            ProposalId = dataset.Proposal,
            dataset.Public,
            dataset.Location,
            dataset.External,
            dataset.Format,
            dataset.Bytes,
            dataset.ContentId,
            dataset.RunId,
            dataset.Metadata,
            Terms = DatasetTerms.Of(dataset),
        })),
        Cubes = Json.Write(datasets.SelectMany(dataset => dataset.Cubes.Select((cube, position) => new
        {
            DatasetId = dataset.Id,
            cube.Name,
            Position = position,
            cube.Info,
            SampleType = cube.SampleType.Name(),
            cube.Axes,
            cube.Shape,
            cube.Unit,
            cube.Bytes,
            cube.ContentId,
            cube.Stats,
        }))),
        Files = Json.Write(datasets.SelectMany(dataset => dataset.Files.Select(file => new { DatasetId = dataset.Id, file.Path, file.Bytes, file.Checksum }))),
        Quantities = Json.Write(datasets.SelectMany(dataset => dataset.Quantities
            .Where(quantity => double.IsFinite(quantity.SiValue) && double.IsFinite(quantity.Value))
            .Select(quantity => new { DatasetId = dataset.Id, quantity.Key, quantity.Value, quantity.Unit, quantity.SiValue, quantity.SiUnit }))),
        Folders = Json.Write(datasets.SelectMany(dataset => dataset.Folders.Select(folder => new { FolderId = folder, DatasetId = dataset.Id }))),
    };
}
