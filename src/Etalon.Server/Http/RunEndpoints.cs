using System.Text.Json.Nodes;
using Etalon.Catalog;
using Etalon.Cubes;
using Etalon.Operators;

namespace Etalon.Server;

/// <summary>Routes under <c>/api/runs</c>.</summary>
internal static class RunEndpoints
{
    /// <summary>Some units of float32's last place.</summary>
    private const double DefaultTolerance = 1e-6;

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(500);

    /// <summary>Maps them.</summary>
    public static void MapRuns(this IEndpointRouteBuilder routes)
    {
        var runs = routes.MapGroup("/api/runs").WithTags("Runs");
        runs.MapPost("/", Submit).WithName("SubmitRun").Needs(TokenScopes.Run);
        runs.MapGet("/", List).WithName("ListRuns");
        runs.MapGet("/queue", Queue).WithName("ListQueue");
        runs.MapGet("/compare", Compare).WithName("CompareRuns");
        runs.MapGet("/{id:guid}", Get).WithName("GetRun");
        runs.MapPost("/{id:guid}/cancel", Cancel).WithName("CancelRun").Needs(TokenScopes.Run);
        runs.MapPost("/{id:guid}/retry", Retry).WithName("RetryRun").Needs(TokenScopes.Run);
        runs.MapGet("/{id:guid}/why", Why).WithName("WhyRun");
        runs.MapGet("/{id:guid}/log", Log).WithName("GetRunLog");
        runs.MapGet("/{id:guid}/events", Events).WithName("WatchRun");
    }

    /// <summary>Submits a run; with <c>wait=SECONDS</c> the answer comes when it has ended, or after that time.</summary>
    private static async Task<RunView> Submit(
        RunOrder order, double? wait, HttpContext context, RunSubmission submission, RunExecutor executor, RunLookup lookup)
    {
        var view = await submission.RunAsync(order, Caller.Of(context), context.RequestAborted);
        return await AwaitAsync(view, wait, context, executor, lookup);
    }

    /// <summary>Waits for a run's end, at most that many seconds.</summary>
    public static async Task<RunView> AwaitAsync(RunView view, double? wait, HttpContext context, RunExecutor executor, RunLookup lookup)
    {
        if (wait is > 0 && view is { Run: { } id, State: "running" or "queued" })
        {
            var limit = TimeSpan.FromSeconds(Math.Min(wait.Value, LongestWait.TotalSeconds));
            await executor.WaitAsync(id, limit, context.RequestAborted);
            return await lookup.RunAsync(id, Caller.Of(context), context.RequestAborted);
        }

        return view;
    }

    private static async Task<IEnumerable<RunView>> List(
        Guid? before, int? limit, string? state, string? @operator, HttpContext context, CatalogDatabase catalog, RunLookup lookup)
    {
        RunState? wanted = state is null
            ? null
            : Enum.TryParse<RunState>(state, ignoreCase: true, out var parsed) ? parsed : throw Refusal.Unknown("state", state, Enum.GetNames<RunState>().Select(n => n.ToLowerInvariant()));
        var runs = await new ListRuns(catalog.Source).RunAsync(Caller.Of(context), before, limit ?? 50, wanted, @operator, context.RequestAborted);
        return runs.Select(lookup.View);
    }

    private static Task<RunView> Get(Guid id, HttpContext context, RunLookup lookup) => lookup.RunAsync(id, Caller.Of(context), context.RequestAborted);

    /// <summary>What waits and runs, in the order in which it will be taken, and why each waits.</summary>
    private static async Task<IEnumerable<QueueView>> Queue(HttpContext context, CatalogDatabase catalog, TimeProvider clock) =>
        (await new ListQueuedJobs(catalog.Source, clock).RunAsync(Caller.Of(context), cancellation: context.RequestAborted)).Select(job => QueueView.Of(job, clock.GetUtcNow()));

    /// <summary>Orders a run anew that failed, was cancelled or interrupted.</summary>
    private static async Task<RunView> Retry(Guid id, double? wait, HttpContext context, RunSubmission submission, RunExecutor executor, RunLookup lookup) =>
        await AwaitAsync(await submission.RetryAsync(id, Caller.Of(context), context.RequestAborted), wait, context, executor, lookup);

    /// <summary>Two finished runs beside each other: steps, and kept outputs sample by sample.</summary>
    private static Task<RunComparison> Compare(Guid first, Guid second, double? tolerance, HttpContext context, CompareRuns compare) =>
        compare.RunAsync(first, second, tolerance ?? DefaultTolerance, Caller.Of(context), context.RequestAborted);

    private static async Task<RunView> Cancel(
        Guid id, HttpContext context, CatalogDatabase catalog, RunExecutor executor, RunLookup lookup, TimeProvider clock)
    {
        await new CancelRun(catalog.Source, clock).RunAsync(id, Caller.Of(context), context.RequestAborted);
        executor.Stop(id);
        await executor.WaitAsync(id, TimeSpan.FromSeconds(10), context.RequestAborted);
        return await lookup.RunAsync(id, Caller.Of(context), context.RequestAborted);
    }

    /// <summary>Why a run was computed and not taken from the cache: the first difference from the nearest earlier one.</summary>
    private static async Task<JsonObject> Why(Guid id, HttpContext context, CatalogDatabase catalog)
    {
        var viewer = Caller.Of(context);
        var run = await new GetRun(catalog.Source).RunAsync(id, viewer, context.RequestAborted);
        if (run.CacheDocument is not { } document)
        {
            return new JsonObject { ["reason"] = "An input of this run has no content id, so its result is never taken from the cache." };
        }

        var nearest = await new NearestCacheDocument(catalog.Source).RunAsync(run.Run.Operator, run.Run.Name, id, viewer, context.RequestAborted);
        if (nearest is null)
        {
            return new JsonObject { ["reason"] = $"It is the first run of '{run.Run.Operator}'." };
        }

        var difference = CacheDifference.First(
            JsonNode.Parse(nearest.Document.GetRawText())!.AsObject(), JsonNode.Parse(document.GetRawText())!.AsObject());
        return new JsonObject
        {
            ["reason"] = difference?.ToString() ?? "Nothing differs: the earlier result was gone, or the cache was not to be used.",
            ["comparedWith"] = nearest.RunId.ToString(),
        };
    }

    private static async Task<IResult> Log(Guid id, HttpContext context, CatalogDatabase catalog, EtalonHome home)
    {
        await new GetRun(catalog.Source).RunAsync(id, Caller.Of(context), context.RequestAborted);
        var file = home.LogFile(id);
        return Results.Text(File.Exists(file) ? await File.ReadAllTextAsync(file, context.RequestAborted) : "");
    }

    /// <summary>Progress as server-sent events; the last event is <c>end</c> with the run.</summary>
    private static async Task Events(Guid id, HttpContext context, RunFeed feed, RunLookup lookup)
    {
        var viewer = Caller.Of(context);
        var view = await lookup.RunAsync(id, viewer, context.RequestAborted);
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        while (view.State is "running" or "queued")
        {
            await foreach (var progress in feed.WatchAsync(id, Silence, context.RequestAborted))
            {
                await Send(context, "progress", progress.ToJsonString());
            }

            view = await lookup.RunAsync(id, viewer, context.RequestAborted);
        }

        await Send(context, "end", System.Text.Json.JsonSerializer.Serialize(view, System.Text.Json.JsonSerializerOptions.Web));
    }

    private static async Task Send(HttpContext context, string name, string text)
    {
        await context.Response.WriteAsync($"event: {name}\ndata: {text}\n\n", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }
}
