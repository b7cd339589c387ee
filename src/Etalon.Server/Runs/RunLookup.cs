using System.Globalization;
using System.Text.Json.Nodes;
using Etalon.Catalog;
using Etalon.Cubes;

namespace Etalon.Server;

/// <summary>Runs and cubes as clients name and see them.</summary>
public sealed class RunLookup(CatalogDatabase catalog, RunFeed feed) : IDisposable
{
    private readonly DatasetMemory _memory = new();

    /// <inheritdoc />
    public void Dispose() => _memory.Dispose();

    /// <summary>A run with everything known of it.</summary>
    public async Task<RunView> RunAsync(Guid id, Viewer viewer, CancellationToken cancellation)
    {
        var detail = await new GetRun(catalog.Source).RunAsync(id, viewer, cancellation);
        return View(detail.Run) with
        {
            Outputs = Places(detail.Outputs),
            Inputs = Places(detail.Inputs),
            Statistics = detail.Statistics is { } statistics ? JsonNode.Parse(statistics.GetRawText()) : null,
            Request = JsonNode.Parse(detail.Spec.GetRawText())?["order"]?.DeepClone(),
            Remarks = Remarks(detail),
        };
    }

    /// <summary>A run as a line of a list.</summary>
    public RunView View(RunSummary run) => new(run.Id, run.State.ToString().ToLowerInvariant(), [])
    {
        Name = run.Name,
        Operator = run.Operator,
        Created = run.CreatedAt,
        Finished = run.FinishedAt,
        Progress = feed.Latest(run.Id) ?? (run.Progress is { } progress ? JsonNode.Parse(progress.GetRawText()) : null),
        Refusal = run.Refusal is { } refusal ? SentNames.In(JsonNode.Parse(refusal.GetRawText())) : null,
    };

    /// <summary>The dataset and cube that <c>ID</c> or <c>ID/CUBE</c> names; the start of an id is enough where it is unique.</summary>
    public async Task<(DatasetDetail Dataset, string Cube)> CubeAsync(string text, Viewer viewer, CancellationToken cancellation)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var dataset = await DatasetAsync(slash < 0 ? text : text[..slash], viewer, cancellation);
        var names = dataset.Cubes.Select(cube => cube.Name).ToArray();
        if (slash >= 0)
        {
            var wanted = text[(slash + 1)..];
            return names.Contains(wanted, StringComparer.Ordinal) ? (dataset, wanted) : throw Refusal.Unknown("cube", wanted, names);
        }

        return names.Length == 1
            ? (dataset, names[0])
            : throw new RefusalException(
                "which-cube", $"Dataset {dataset.Dataset.Id} has {names.Length} cubes: {string.Join(", ", names.Take(20))}.",
                $"Name one of them: {text}/{names.FirstOrDefault() ?? "CUBE"}.");
    }

    /// <summary>The dataset of an id; one that was deleted is refused, though the catalogue remembers it.</summary>
    public async Task<DatasetDetail> DatasetAsync(string id, Viewer viewer, CancellationToken cancellation)
    {
        var detail = await RecordAsync(id, viewer, cancellation);
        return detail.DeletedAt is not { } moment
            ? detail
            : throw new RefusalException(
                "dataset-deleted", string.Create(CultureInfo.InvariantCulture, $"Dataset {id} ('{detail.Dataset.Name}') was deleted on {moment:yyyy-MM-dd HH:mm}."),
                "What was derived from it stays; 'etalon dataset list' shows what is there.", RefusalKind.Missing);
    }

    /// <summary>What the catalogue knows of an id, also where the dataset itself was deleted.</summary>
    public Task<DatasetDetail> RecordAsync(string id, Viewer viewer, CancellationToken cancellation) =>
        Guid.TryParse(id, out var guid)
            ? new GetDataset(catalog.Source, _memory).RunAsync(guid, viewer, cancellation)
            : throw new RefusalException("bad-id", $"'{id}' is no dataset id.", "Ids look like 0198c2f4-…; see 'etalon dataset list'.");

    private static Dictionary<string, CubePlace> Places(IEnumerable<RunPort> ports) => ports
        .GroupBy(port => port.Port, StringComparer.Ordinal)
        .SelectMany(group => group.Count() == 1
            ? group.Select(port => (port.Port, port))
            : group.Select(port => ($"{port.Port}[{port.Position}]", port)))
        .ToDictionary(pair => pair.Item1, pair => new CubePlace(pair.port.DatasetId, pair.port.Cube), StringComparer.Ordinal);

    private static List<string> Remarks(RunDetail detail) =>
        detail.Statistics is { } statistics && statistics.TryGetProperty("remarks", out var remarks)
            ? [.. remarks.EnumerateArray().Select(remark => remark.GetString()!)]
            : [];
}
