using System.Globalization;
using System.Text.Json.Nodes;
using Etalon.Catalog;
using Etalon.Cubes;
using Etalon.Engine;

namespace Etalon.Server;

/// <summary>Compares two finished runs: their steps by what they are made of, their kept outputs sample by sample.</summary>
public sealed class CompareRuns(CatalogDatabase catalog, EtalonHome home, ServerOptions options, WorkerPool workers)
{
    /// <summary>Compares them.</summary>
    /// <param name="first">A finished run.</param>
    /// <param name="second">Another one.</param>
    /// <param name="tolerance">The largest relative difference that counts as none.</param>
    /// <param name="viewer">For whom.</param>
    /// <param name="cancellation">Stops the comparison.</param>
    /// <exception cref="RefusalException">The outputs are larger, or take longer, than is waited for: <c>comparison-too-large</c>.</exception>
    public async Task<RunComparison> RunAsync(Guid first, Guid second, double tolerance, Viewer viewer, CancellationToken cancellation)
    {
        if (!double.IsFinite(tolerance) || tolerance is < 0 or >= 1)
        {
            throw new RefusalException("bad-tolerance", "A tolerance is a part of the larger number, at least 0 and less than 1.", "Write 1e-6, or leave it out.");
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(options.CompareTime);
        try
        {
            return await LayBesideAsync(first, second, tolerance, viewer, limit.Token);
        }
        catch (Exception stopped) when (limit.IsCancellationRequested && !cancellation.IsCancellationRequested && stopped is OperationCanceledException or RefusalException { Kind: RefusalKind.Cancelled })
        {
            throw TooLarge(string.Create(CultureInfo.InvariantCulture, $"Comparing the outputs takes longer than {options.CompareTime.TotalSeconds:0.#} seconds."));
        }
    }

    private static RefusalException TooLarge(string what) => new(
        "comparison-too-large", what, "Compare parts: run 'subset' on both outputs and compare these runs; or have the server started with ETALON_COMPARE_BYTES and ETALON_COMPARE_SECONDS.",
        RefusalKind.TooLarge);

    private async Task<RunComparison> LayBesideAsync(Guid first, Guid second, double tolerance, Viewer viewer, CancellationToken cancellation)
    {
        var a = await DoneAsync(first, viewer, cancellation);
        var b = await DoneAsync(second, viewer, cancellation);
        var (chainA, chainB) = (ChainOf(a), ChainOf(b));
        var pairs = ChainComparison.Of(chainA, chainB);
        var outputs = new List<ComparedOutput>();
        var budget = options.CompareBytes;
        foreach (var name in a.Outputs.Select(port => port.Port).Union(b.Outputs.Select(port => port.Port), StringComparer.Ordinal))
        {
            var isSame = SameChain(chainA, chainB, name);
            var compared = await OutputAsync(name, Port(a, name), Port(b, name), isSame, tolerance, budget, viewer, cancellation);
            outputs.Add(compared.Output);
            budget -= compared.Bytes;
        }

        var steps = pairs.Select(pair => Step(pair, chainB, outputs)).ToArray();
        return new RunComparison(
            first, second, tolerance, Verdict.Worst(outputs.Select(output => output.Verdict).Concat(steps.Select(step => step.Verdict))), steps, outputs);
    }

    private static RunPort? Port(RunDetail run, string name) => run.Outputs.FirstOrDefault(port => string.Equals(port.Port, name, StringComparison.Ordinal));

    private async Task<RunDetail> DoneAsync(Guid id, Viewer viewer, CancellationToken cancellation)
    {
        var run = await new GetRun(catalog.Source).RunAsync(id, viewer, cancellation);
        return run.Run.State == RunState.Done
            ? run
            : throw new RefusalException(
                "run-not-done", $"Run {id} is {run.Run.State.ToString().ToLowerInvariant()}; only finished runs can be compared.", "Wait until it is done: 'etalon runs show'.",
                RefusalKind.Conflict);
    }

    /// <summary>What the cache knows of the steps; without it (programs, inputs without content id) the steps as they were asked for.</summary>
    private static Chain ChainOf(RunDetail run)
    {
        if (run.CacheDocument is { } document)
        {
            return Chain.Of(JsonNode.Parse(document.GetRawText())!.AsObject());
        }

        var workflow = JsonNode.Parse(run.Spec.GetRawText())?["request"]?["workflow"] as JsonObject ?? [];
        var steps = new JsonObject((workflow["nodes"] as JsonObject ?? []).Select(node => KeyValuePair.Create(
            node.Key, (JsonNode?)new JsonObject { ["operator"] = node.Value?["op"]?.DeepClone(), ["parameters"] = node.Value?["set"]?.DeepClone() })));
        return Chain.Of(new JsonObject { ["steps"] = steps, ["outputs"] = new JsonObject() });
    }

    /// <summary>Whether an output was made the same way from the same inputs; null where that is not known.</summary>
    private static bool? SameChain(Chain a, Chain b, string output)
    {
        if (!a.Outputs.TryGetValue(output, out var from) || !b.Outputs.TryGetValue(output, out var to))
        {
            return null;
        }

        return string.Equals(Identity(a, from), Identity(b, to), StringComparison.Ordinal);

        static string Identity(Chain chain, string link)
        {
            var dot = link.LastIndexOf('.');
            return dot > 0 ? $"{chain.Hash(link[..dot])}{link[dot..]}" : link;
        }
    }

    /// <summary>One output of both, and how many bytes of samples were looked at for it.</summary>
    private async Task<(ComparedOutput Output, long Bytes)> OutputAsync(
        string name, RunPort? a, RunPort? b, bool? isSame, double tolerance, long budget, Viewer viewer, CancellationToken cancellation)
    {
        var (first, second) = (Place(a), Place(b));
        if (a is null || b is null)
        {
            return (new ComparedOutput(name, first, second, Verdict.Explained, $"Only the {(a is null ? "second" : "first")} run kept it.", null, null), 0);
        }

        var one = await new GetDataset(catalog.Source).RunAsync(a.DatasetId, viewer, cancellation);
        var other = await new GetDataset(catalog.Source).RunAsync(b.DatasetId, viewer, cancellation);
        if (a.DatasetId == b.DatasetId && string.Equals(a.Cube, b.Cube, StringComparison.Ordinal))
        {
            return (new ComparedOutput(name, first, second, Verdict.Identical, "It is the same cube.", null, null), 0);
        }

        if (one.DeletedAt is not null || other.DeletedAt is not null)
        {
            var why = $"Not compared: the cube of the {(one.DeletedAt is not null ? "first" : "second")} run was deleted.";
            return (new ComparedOutput(name, first, second, isSame == true ? Verdict.Identical : Verdict.Explained, why, null, null), 0);
        }

        var bytes = BytesOf(one, a.Cube) + BytesOf(other, b.Cube);
        if (bytes > budget)
        {
            throw TooLarge(string.Create(CultureInfo.InvariantCulture, $"The outputs hold more samples than the {options.CompareBytes / 1e6:0.###} MB that are compared at once; '{name}' alone {bytes / 1e6:0.###} MB."));
        }

        var difference = (await CallAsync("compare", one, a.Cube, other, b.Cube, cancellation)).Result;
        JsonObject[] statistics = [await StatisticsAsync(one, a.Cube, cancellation), await StatisticsAsync(other, b.Cube, cancellation)];
        var (verdict, reason) = Judge(difference, isSame, tolerance);
        return (new ComparedOutput(name, first, second, verdict, reason, difference, statistics), bytes);
    }

    private static long BytesOf(DatasetDetail dataset, string cube) => dataset.Cubes.First(one => string.Equals(one.Name, cube, StringComparison.Ordinal)).Bytes;

    private static CubePlace? Place(RunPort? port) => port is null ? null : new CubePlace(port.DatasetId, port.Cube);

    private async Task<JsonObject> StatisticsAsync(DatasetDetail dataset, string cube, CancellationToken cancellation) =>
        (await workers.CallAsync(
            WorkerKind.Interactive, Foreign([dataset]), "stats", new JsonObject { ["path"] = home.Resolve(dataset.Dataset.Location), ["cube"] = cube },
            cancellation: cancellation)).Result;

    private Task<WorkerReply> CallAsync(string call, DatasetDetail one, string cube, DatasetDetail other, string otherCube, CancellationToken cancellation) => workers.CallAsync(
        WorkerKind.Interactive, Foreign([one, other]), call,
        new JsonObject
        {
            ["first"] = new JsonObject { ["path"] = home.Resolve(one.Dataset.Location), ["cube"] = cube },
            ["second"] = new JsonObject { ["path"] = home.Resolve(other.Dataset.Location), ["cube"] = otherCube },
        },
        cancellation: cancellation);

    private static ForeignFiles? Foreign(IEnumerable<DatasetDetail> datasets)
    {
        string[] files = [.. datasets.Where(dataset => dataset.Dataset.External).Select(dataset => dataset.Dataset.Location)];
        return files.Length > 0 ? new ForeignFiles([.. files], OnlyReads: true) : null;
    }

    private static (string Verdict, string Why) Judge(JsonObject difference, bool? isSame, double tolerance)
    {
        var cause = isSame switch
        {
            true => "though both were made in the same way from the same inputs",
            false => "and the steps say why",
            null => "and how they were made is not known exactly",
        };
        var worst = isSame == true ? Verdict.Unexplained : Verdict.Explained;
        if ((string?)difference["incomparable"] is { } reason)
        {
            return (worst, $"{reason} They cannot be laid beside each other, {cause}.");
        }

        var missing = (long)difference["onlyInFirst"]! + (long)difference["onlyInSecond"]!;
        var different = (long)difference["different"]!;
        if (different + missing == 0)
        {
            return (Verdict.Identical, "All samples are the same.");
        }

        var relative = difference["largestRelative"] is JsonValue value && value.TryGetValue<double>(out var number) ? number : double.PositiveInfinity;
        var said = string.Create(CultureInfo.InvariantCulture, $"{different} of {(long)difference["compared"]!} samples differ{Share(relative)}");
        said += missing > 0 ? string.Create(CultureInfo.InvariantCulture, $", and {missing} are missing in one only") : "";
        return missing == 0 && relative <= tolerance ? (Verdict.WithinTolerance, $"{said}.") : (worst, $"{said}, {cause}.");
    }

    /// <summary>How far samples lie apart, as people read it: in percent, unless it is so small that zeros would have to be counted.</summary>
    private static string Share(double part) =>
        !double.IsFinite(part) ? ""
        : part >= 0.001 ? string.Create(CultureInfo.InvariantCulture, $", by at most {100 * part:0.##} % of their size")
        : string.Create(CultureInfo.InvariantCulture, $", by at most {part:0.##e+0} of their size");

    private static ComparedStep Step(StepPair pair, Chain second, IReadOnlyList<ComparedOutput> outputs)
    {
        var kept = pair.Second is null
            ? []
            : outputs.Where(output => second.Outputs.TryGetValue(output.Output, out var link) && link.StartsWith(pair.Second + ".", StringComparison.Ordinal)).ToArray();
        var verdict = kept.Length > 0 ? Verdict.Worst(kept.Select(output => output.Verdict)) : pair.IsSame ? Verdict.Identical : Verdict.Explained;
        ComparedField[] changes = [.. pair.Changes.Select(change => new ComparedField(change.Field, change.First, change.Second))];
        return new ComparedStep(pair.First, pair.Second, pair.Operator, verdict, changes, pair.Upstream, Why(pair));
    }

    private static string Why(StepPair pair)
    {
        if (pair.First is null || pair.Second is null)
        {
            return $"Only the {(pair.First is null ? "second" : "first")} run has this step.";
        }

        if (pair.IsSame)
        {
            return "The same operator, version, parameters and inputs.";
        }

        var own = string.Join("; ", pair.Changes.Select(change => $"{change.Field} is {change.First ?? "not given"} in the first run, {change.Second ?? "not given"} in the second"));
        var before = pair.Upstream.Length > 0 ? $"follows from {string.Join(", ", pair.Upstream)}" : "";
        return string.Join("; ", new[] { own, before }.Where(part => part.Length > 0)) is { Length: > 0 } text ? text : "Its inputs are not the same.";
    }
}
