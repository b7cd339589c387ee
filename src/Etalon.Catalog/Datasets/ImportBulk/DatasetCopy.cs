using Etalon.Cubes;
using Npgsql;
using NpgsqlTypes;

namespace Etalon.Catalog;

/// <summary>Writes a batch of published datasets through binary COPY, table by table.</summary>
internal static class DatasetCopy
{
    private const string Datasets = """
        copy dataset (id, name, description, state, created_by, proposal_id, public, location, external, format, bytes, content_id, run_id, metadata, terms,
        published_at) from stdin (format binary)
        """;

    private const string Cubes =
        "copy cube (dataset_id, name, position, info, sample_type, axes, shape, unit, bytes, content_id, stats) from stdin (format binary)";

    private const string Files = "copy file (dataset_id, path, bytes, checksum) from stdin (format binary)";

    private const string Quantities = "copy metadata_quantity (dataset_id, key_id, si_value, value, unit) from stdin (format binary)";

    private const string Folders = "copy folder_dataset (folder_id, dataset_id) from stdin (format binary)";

    /// <summary>A disk that writes back a checkpoint beside other work may keep a batch waiting for more than the usual half minute.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static async Task RunAsync(
        NpgsqlConnection connection,
        IReadOnlyList<NewDataset> batch,
        IReadOnlyDictionary<(string Key, string SiUnit), int> keys,
        DateTimeOffset now,
        CancellationToken cancellation)
    {
        await CopyAsync(connection, Datasets, batch, (writer, dataset) => Write(writer, dataset, now), cancellation);
        await CopyAsync(
            connection, Cubes, batch.SelectMany(dataset => dataset.Cubes.Select((cube, i) => (dataset.Id, cube, i))), Write, cancellation);
        await CopyAsync(connection, Files, batch.SelectMany(dataset => dataset.Files.Select(file => (dataset.Id, file))), Write, cancellation);
        await CopyAsync(connection, Quantities, InOrder(batch, keys), Write, cancellation);
        await CopyAsync(connection, Folders, batch.SelectMany(dataset => dataset.Folders.Select(folder => (folder, dataset.Id))), Write, cancellation);
    }

    /// <summary>
    /// The quantities in the order of their index: then a batch goes through the index once, page by page, instead of fetching a page
    /// for every row (a third of an import into a million datasets).
    /// </summary>
    private static (Guid Dataset, int Key, IndexedQuantity Quantity)[] InOrder(
        IReadOnlyList<NewDataset> batch, IReadOnlyDictionary<(string Key, string SiUnit), int> keys)
    {
        var rows = batch.SelectMany(dataset => dataset.Quantities
                .Where(quantity => double.IsFinite(quantity.SiValue) && double.IsFinite(quantity.Value))
                .Select(quantity => (Dataset: dataset.Id, Key: keys[(quantity.Key, quantity.SiUnit)], Quantity: quantity)))
            .ToArray();
        Array.Sort(rows, static (a, b) => a.Key != b.Key ? a.Key.CompareTo(b.Key) : a.Quantity.SiValue.CompareTo(b.Quantity.SiValue));
        return rows;
    }

    /// <summary>Rows are written without awaiting each value: the writer's buffer is flushed now and then, and that is quick on a socket.</summary>
    private static async Task CopyAsync<T>(
        NpgsqlConnection connection, string command, IEnumerable<T> rows, Action<NpgsqlBinaryImporter, T> write, CancellationToken cancellation)
    {
        NpgsqlBinaryImporter? writer = null;
        try
        {
            foreach (var row in rows)
            {
                if (writer is null)
                {
                    writer = await connection.BeginBinaryImportAsync(command, cancellation);
                    writer.Timeout = Patience;
                }

                await writer.StartRowAsync(cancellation);
                write(writer, row);
            }

            if (writer is not null)
            {
                await writer.CompleteAsync(cancellation);
            }
        }
        finally
        {
            if (writer is not null)
            {
                await writer.DisposeAsync();
            }
        }
    }

    private static void Write(NpgsqlBinaryImporter writer, NewDataset dataset, DateTimeOffset now)
    {
        writer.Write(dataset.Id);
        writer.Write(dataset.Name);
        writer.Write(dataset.Description);
        writer.Write("published");
        WriteOrNull(writer, dataset.CreatedBy);
        WriteOrNull(writer, dataset.Proposal);
        writer.Write(dataset.Public);
        writer.Write(dataset.Location);
        writer.Write(dataset.External);
        writer.Write(dataset.Format);
        writer.Write(dataset.Bytes);
        WriteOrNull(writer, dataset.ContentId, NpgsqlDbType.Text);
        WriteOrNull(writer, dataset.RunId);
        writer.Write(dataset.Metadata.GetRawText(), NpgsqlDbType.Jsonb);
        writer.Write(DatasetTerms.Of(dataset));
        writer.Write(now.UtcDateTime);
    }

    private static void Write(NpgsqlBinaryImporter writer, (Guid Dataset, CatalogCube Cube, int Position) row)
    {
        var cube = row.Cube;
        writer.Write(row.Dataset);
        writer.Write(cube.Name);
        writer.Write(row.Position);
        writer.Write(cube.Info.GetRawText(), NpgsqlDbType.Jsonb);
        writer.Write(cube.SampleType.Name());
        writer.Write(cube.Axes.ToArray());
        writer.Write(cube.Shape.ToArray());
        writer.Write(cube.Unit);
        writer.Write(cube.Bytes);
        WriteOrNull(writer, cube.ContentId, NpgsqlDbType.Text);
        WriteOrNull(writer, Json.Text(cube.Stats), NpgsqlDbType.Jsonb);
    }

    private static void Write(NpgsqlBinaryImporter writer, (Guid Dataset, CatalogFile File) row)
    {
        writer.Write(row.Dataset);
        writer.Write(row.File.Path);
        writer.Write(row.File.Bytes);
        WriteOrNull(writer, row.File.Checksum, NpgsqlDbType.Text);
    }

    private static void Write(NpgsqlBinaryImporter writer, (Guid Dataset, int Key, IndexedQuantity Quantity) row)
    {
        writer.Write(row.Dataset);
        writer.Write(row.Key);
        writer.Write(row.Quantity.SiValue);
        writer.Write(row.Quantity.Value);
        writer.Write(row.Quantity.Unit);
    }

    private static void Write(NpgsqlBinaryImporter writer, (Guid Folder, Guid Dataset) row)
    {
        writer.Write(row.Folder);
        writer.Write(row.Dataset);
    }

    private static void WriteOrNull(NpgsqlBinaryImporter writer, string? value, NpgsqlDbType type)
    {
        if (value is null)
        {
            writer.WriteNull();
        }
        else
        {
            writer.Write(value, type);
        }
    }

    private static void WriteOrNull(NpgsqlBinaryImporter writer, Guid? value)
    {
        if (value is { } given)
        {
            writer.Write(given);
        }
        else
        {
            writer.WriteNull();
        }
    }
}
