using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Etalon.Cubes;
using Etalon.Operators;
using Etalon.Storage;

namespace Etalon.Engine;

/// <summary>Opens the inputs of a run, resolves its graph and plans it.</summary>
internal sealed class RunPreparation(OperatorRegistry registry, DatasetFormats formats, IRanks ranks, RecentPlans plans, RecentFingerprints fingerprints)
{
    private readonly Dictionary<string, IDatasetReader> _datasets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SourceFacts> _facts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _contents = new(StringComparer.Ordinal);
    private readonly List<string> _remarks = [];
    private AttributeSet _attributes = AttributeSet.Empty;

    /// <summary>Prepares a run; everything opened is owned by the result.</summary>
    public PreparedRun Prepare(RunRequest request)
    {
        var cubes = new SectionCubes();
        try
        {
            return Prepare(request, cubes);
        }
        catch
        {
            cubes.Dispose();
            foreach (var dataset in _datasets.Values)
            {
                dataset.Dispose();
            }

            throw;
        }
    }

    private PreparedRun Prepare(RunRequest request, SectionCubes cubes)
    {
        foreach (var (name, input) in request.Inputs)
        {
            Open(cubes, name, input.Path, input.Cube, input.ContentId);
        }

        var chosen = WorkflowFile.Parse(request.Workflow.ToJsonString()).ToGraph(registry, request.Parameters, request.Inputs.Keys);
        _remarks.AddRange(chosen.Remarks);
        var written = WholeOutputs.Complete(chosen, registry);
        var region = RegionOfInterest.Parse(request.Region.Select(range => $"{range.Key}={range.Value}"));
        var graph = region.Apply(FileSources.Replace(written, registry, node => OpenFile(cubes, node, request.FileRoots)));
        _remarks.AddRange(graph.Remarks);
        var resolved = new GraphResolver(registry).Resolve(graph, _facts);
        region.Check(resolved);
        CheckReserved(request, resolved);
        // Planned for all ranks together, so that there are tiles for each of them; the budget is that of one.
        var workers = request.Workers > 0 ? request.Workers : Math.Max(1, Environment.ProcessorCount / ranks.Size);
        var limits = new PlanLimits(request.BudgetBytes * ranks.Size, workers * ranks.Size);
        var document = CacheDocuments.Of(resolved, _contents);
        var plan = plans.Of(request.RunId, document, limits, () => Planner.Plan(resolved, limits));
        return new PreparedRun(plan, cubes, [.. _datasets.Values], [.. _remarks])
        {
            CacheDocument = document,
            Attributes = _attributes,
            JournalKey = JournalKey(document ?? new JsonObject { ["run"] = request.RunId.ToString() }, plan),
        };
    }

    /// <summary>Looked for after composites have been expanded: no way of writing a workflow leads round it.</summary>
    private static void CheckReserved(RunRequest request, ResolvedGraph graph)
    {
        if (!request.MayUseReserved && graph.Nodes.FirstOrDefault(static node => node.Operator.Entry.IsReserved) is { } reserved)
        {
            throw new RefusalException(
                "reserved-operator", $"Step '{reserved.Id}' is '{reserved.Operator.Entry.Name}', which only the server itself orders.",
                "Programs are run by 'oph_script', 'oph_generic' and 'oph_cdo', for those who may.", RefusalKind.Forbidden);
        }
    }

    /// <summary>The shards of a journal are those of one number of ranks, and of sections that are cut in one way.</summary>
    private string JournalKey(JsonObject document, Plan plan)
    {
        var sections = PlanText.ToJson(plan)["sections"]!.AsArray();
        foreach (var section in sections.Select(section => section!.AsObject()))
        {
            section.Remove("predicted");
            section.Remove("workers");
        }

        var hash = CacheKey.Of(new JsonObject { ["what"] = document.DeepClone(), ["how"] = sections.DeepClone() }).Hash;
        return $"{ranks.Size}-{hash}";
    }

    /// <summary>Opens what a file source asks for; the names of the cubes become its ports.</summary>
    private ImmutableArray<string> OpenFile(SectionCubes cubes, GraphNode node, IReadOnlyList<string>? roots)
    {
        var file = registry.Find(node.Operator).BindParameters(node.Parameters).FileRequest();
        var path = FileRoots.Check(roots, Path.GetFullPath(file.Path));
        var dataset = Dataset(path);
        var wanted = file.Cubes.IsEmpty ? [.. dataset.Cubes.Select(cube => cube.Name)] : file.Cubes;
        foreach (var (name, value) in dataset.Attributes)
        {
            _attributes = _attributes.With(name, value);
        }

        var content = fingerprints.Of(path, CancellationToken.None);
        foreach (var cube in wanted)
        {
            Open(cubes, $"{node.Id}.{cube}", path, cube, content);
        }

        return wanted;
    }

    private void Open(SectionCubes cubes, string name, string path, string cube, string contentId)
    {
        var dataset = Dataset(path);
        var reader = dataset.Open(cube.Length > 0 ? cube : dataset.DefaultCube);
        cubes.Add(GraphLink.Input(name), reader);
        _facts[name] = new SourceFacts(reader.Cube, reader.Chunks.Chunk, reader.ReadsParts, reader.StoredRatio)
        {
            DecodeBytesPerSecond = reader.DecodeBytesPerSecond,
        };
        _contents[name] = contentId.Length > 0 ? $"{contentId}/{reader.Cube.Name}" : "";
    }

    private IDatasetReader Dataset(string path)
    {
        if (!_datasets.TryGetValue(path, out var dataset))
        {
            dataset = formats.Open(path);
            _datasets.Add(path, dataset);
            _remarks.AddRange(dataset.Remarks);
        }

        return dataset;
    }
}
