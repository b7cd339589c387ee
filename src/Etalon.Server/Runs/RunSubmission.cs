using System.Text.Json;
using System.Text.Json.Nodes;
using Etalon.Catalog;
using Etalon.Cubes;
using Etalon.Engine;

namespace Etalon.Server;

/// <summary>
/// Takes an order: resolves its inputs, plans it, looks for an existing result, and makes the run. Short interactive runs are
/// executed at once on the interactive worker; others wait in the queue.
/// </summary>
public sealed class RunSubmission(
    EtalonHome home, ServerOptions options, WorkerPool workers, CatalogDatabase catalog, RunExecutor executor, RunLookup lookup,
    OperatorKinds kinds, TimeProvider clock)
{
    private static readonly TimeSpan InteractiveLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan BatchLimit = TimeSpan.FromHours(8);
    private const double ShortSeconds = 5;

    /// <summary>More of somebody's interactive runs wait for each other.</summary>
    private const int MostInteractive = 8;

    /// <summary>Submits an order.</summary>
    public async Task<RunView> RunAsync(RunOrder order, Viewer viewer, CancellationToken cancellation)
    {
        if (order.Class is not ("" or "interactive" or "batch"))
        {
            throw Refusal.Unknown("class", order.Class, ["interactive", "batch"]);
        }

        var id = CatalogId.New(clock);
        var (request, inputs, external) = await PrepareAsync(id, order, viewer, cancellation);
        var named = await kinds.FilesOfAsync(request.Workflow, cancellation);
        request = request with { FileRoots = RootsOf(viewer, named) };
        string[] files = [.. external, .. named];
        var planned = (await workers.CallAsync(
            WorkerKind.Interactive, files.Length > 0 ? new ForeignFiles([.. files], OnlyReads: true) : null, "plan", new JsonObject { ["request"] = ToJson(request) }, cancellation: cancellation)).Result;
        if (order.Plan)
        {
            return new RunView(null, "planned", []) { Plan = planned["plan"]?.DeepClone(), PlanText = (string?)planned["text"], Expected = Expected(planned) };
        }

        var key = (string?)planned["cacheKey"];
        if (order.Cache && key is not null
            && await new FindCachedRun(catalog.Source).RunAsync(key, viewer, cancellation) is { Outputs.Count: > 0 } cached)
        {
            var earlier = await lookup.RunAsync(cached.RunId, viewer, cancellation);
            if (order.Name.Length == 0 || string.Equals(order.Name, earlier.Name, StringComparison.Ordinal))
            {
                return earlier with { Cached = true };
            }
        }

        var seconds = (double?)planned["plan"]?["total"]?["seconds"] ?? 0;
        var job = JobOf(order, seconds);
        var foreign = Foreign(files, order, planned);
        var run = NewRun(id, order, request, key, planned, inputs, foreign);
        if (job.Class == JobClass.Batch || executor.InteractiveOf(viewer.Person) >= MostInteractive)
        {
            await RequireRoomAsync(viewer, cancellation);
            await new CreateRun(catalog.Source, clock).RunAsync(run, job, viewer, cancellation);
            executor.Wake(job.Class);
            return new RunView(id, "queued", []) { Operator = run.Operator, Name = run.Name, Expected = Expected(planned) };
        }

        await new CreateRun(catalog.Source, clock).RunAsync(run, job with { TakenBy = executor.Name }, viewer, cancellation);
        executor.Begin(id, request, order.Ranks, job.Limit, WorkerKind.Interactive, foreign, viewer.Person);
        return new RunView(id, "running", []) { Operator = run.Operator, Name = run.Name, Expected = Expected(planned) };
    }

    /// <summary>The queue, the limit and the expected length of an order.</summary>
    private static JobRequest JobOf(RunOrder order, double seconds)
    {
        var interactive = order.Class.Length > 0 ? string.Equals(order.Class, "interactive", StringComparison.Ordinal) : seconds <= ShortSeconds;
        var limit = order.LimitSeconds > 0 ? TimeSpan.FromSeconds(order.LimitSeconds) : interactive ? InteractiveLimit : BatchLimit;
        return new JobRequest(interactive ? JobClass.Interactive : JobClass.Batch, limit) { Expected = TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 1e9)) };
    }

    /// <summary>Orders a run anew that did not come to its end.</summary>
    public async Task<RunView> RetryAsync(Guid run, Viewer viewer, CancellationToken cancellation)
    {
        var detail = await new GetRun(catalog.Source).RunAsync(run, viewer, cancellation);
        if (detail.Run.State is not (RunState.Failed or RunState.Cancelled or RunState.Interrupted))
        {
            throw new RefusalException(
                "run-not-failed", $"Run {run} is {detail.Run.State.ToString().ToLowerInvariant()}; only failed, cancelled and interrupted runs are tried again.",
                "Order a finished one anew with 'etalon run' and '--no-cache'.", RefusalKind.Conflict);
        }

        var order = detail.Spec.GetProperty("order").Deserialize<RunOrder>(JsonSerializerOptions.Web)!;
        return await RunAsync(order, viewer, cancellation);
    }

    /// <summary>Refuses to queue more where somebody has very many in the queues.</summary>
    private async Task RequireRoomAsync(Viewer viewer, CancellationToken cancellation)
    {
        var waiting = await new CountWaiting(catalog.Source).RunAsync(viewer, cancellation);
        if (waiting >= options.MostWaiting)
        {
            throw new RefusalException(
                "too-many-waiting", $"{waiting} of your runs wait already; at most {options.MostWaiting} may.", "Wait until some are done, or cancel some: 'etalon runs queue'.",
                RefusalKind.Conflict);
        }
    }

    private static JsonNode ToJson(RunRequest request) => JsonSerializer.SerializeToNode(request, WireJson.Default.RunRequest)!;

    private static JsonObject Expected(JsonObject planned) =>
        new((planned["outputs"] as JsonArray ?? []).Select(static output => KeyValuePair.Create((string)output!["name"]!, (JsonNode?)output["cube"]!.DeepClone())));

    private static NewRun NewRun(
        Guid id, RunOrder order, RunRequest request, string? key, JsonObject planned, IReadOnlyList<RunPort> inputs, ForeignFiles? foreign)
    {
        var spec = new JsonObject
        {
            ["order"] = JsonSerializer.SerializeToNode(order, JsonSerializerOptions.Web),
            ["request"] = ToJson(request),
            ["ranks"] = order.Ranks,
            ["foreign"] = ForeignFiles.ToJson(foreign),
        };
        var name = order.Operator ?? (string?)order.Workflow?["name"] ?? "workflow";
        return new NewRun(id, order.Operator is null ? RunKind.Workflow : RunKind.Operator, name, (string?)planned["version"] ?? "", Element(spec))
        {
            Name = order.Name,
            CacheKey = key,
            CacheDocument = planned["cacheDocument"] is { } document ? Element(document) : null,
            Inputs = inputs,
            Log = Path.Combine("logs", $"{id}.log"),
            Journal = Path.Combine("staging", id.ToString()),
        };
    }

    private static JsonElement Element(JsonNode node) => JsonSerializer.SerializeToElement(node);

    /// <summary>Null if the run opens nothing but cubes of our own; files count as foreign that external programs make and that are read back.</summary>
    private static ForeignFiles? Foreign(string[] files, RunOrder order, JsonObject planned)
    {
        var programs = (planned["plan"]?["sections"] as JsonArray ?? [])
            .Any(section => string.Equals((string?)section?["kind"], "program", StringComparison.Ordinal) && section?["outputs"] is JsonArray { Count: > 0 });
        return files.Length > 0 || programs
            ? new ForeignFiles([.. files], string.Equals(order.Operator, "import", StringComparison.Ordinal))
            : null;
    }

    private async Task<(RunRequest Request, IReadOnlyList<RunPort> Inputs, IReadOnlyList<string> External)> PrepareAsync(
        Guid id, RunOrder order, Viewer viewer, CancellationToken cancellation)
    {
        var ordered = OrderedWorkflow.Of(order);
        var ports = new List<RunPort>();
        var external = new List<string>();
        var references = new SortedDictionary<string, InputReference>(StringComparer.Ordinal);
        foreach (var input in ordered.Inputs)
        {
            var (dataset, cube) = await FindAsync(input, viewer, cancellation);
            if (cube is null)
            {
                continue;
            }

            // A dataset's cubes stand at one port, one after the other.
            ports.Add(new RunPort(input.Port, dataset.Dataset.Id, cube, ports.Count(port => string.Equals(port.Port, input.Port, StringComparison.Ordinal))));
            if (dataset.Dataset.External)
            {
                external.Add(dataset.Dataset.Location);
            }

            references[input.Name] = new InputReference(home.Resolve(dataset.Dataset.Location), cube, dataset.Dataset.ContentId ?? "") { Dataset = dataset.Dataset.Id };
        }

        var request = new RunRequest(id, ordered.Workflow, home.StagingFolder(id))
        {
            Inputs = references,
            Parameters = ordered.Settings,
            BudgetBytes = order.BudgetBytes > 0 ? order.BudgetBytes : options.BudgetBytes,
            Workers = order.Workers,
            Codec = order.Codec,
            Name = order.Name,
            MayUseReserved = order.IsOfServer,
            Log = home.LogFile(id),
            Region = new SortedDictionary<string, string>(order.Region, StringComparer.Ordinal),
        };
        return (request, ports, external);
    }

    /// <summary>The folders from which somebody's run may read; null for all. What somebody has sent is theirs alone.</summary>
    private IReadOnlyList<string>? RootsOf(Viewer viewer, IEnumerable<string> named)
    {
        if (viewer.IsAdministrator)
        {
            return null;
        }

        var sent = viewer.Person is { } person ? home.UploadsOf(person) : null;
        return sent is not null && named.Any(path => path.StartsWith(sent + "/", StringComparison.Ordinal)) ? [.. options.ImportRoots, sent] : options.ImportRoots;
    }

    /// <summary>The cube of an input; no cube where the dataset is without one that it may be without.</summary>
    private async Task<(DatasetDetail Dataset, string? Cube)> FindAsync(OrderedInput input, Viewer viewer, CancellationToken cancellation)
    {
        if (input.Cube is not { } wanted)
        {
            return await lookup.CubeAsync(input.Text, viewer, cancellation);
        }

        var dataset = await lookup.DatasetAsync(input.Text, viewer, cancellation);
        var names = dataset.Cubes.Select(cube => cube.Name).ToArray();
        return names.Contains(wanted, StringComparer.Ordinal)
            ? (dataset, (string?)wanted)
            : input.IsOptional
                ? (dataset, null)
                : throw new RefusalException(
                    "missing-cube",
                    $"Dataset {dataset.Dataset.Id} ('{dataset.Dataset.Name}') has no cube '{wanted}', which input '{input.Port}' needs. Its cubes: {string.Join(", ", names.Take(20))}.",
                    $"Connect another dataset, or the cube itself: --input {input.Name}=ID/CUBE.");
    }
}
