using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Etalon.Catalog;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Etalon.Server;

/// <summary>Routes under <c>/api/datasets</c>.</summary>
internal static class DatasetEndpoints
{
    private const string JsonType = "application/json; charset=utf-8";

    /// <summary>The answers about datasets, for as long as the catalogue remembers what they are made of.</summary>
    private static readonly ConditionalWeakTable<DatasetDetail, byte[]> Written = new();

    /// <summary>Maps them.</summary>
    public static void MapDatasets(this IEndpointRouteBuilder routes)
    {
        var datasets = routes.MapGroup("/api/datasets").WithTags("Datasets");
        datasets.MapGet("/", List).WithName("ListDatasets");
        datasets.MapPost("/find", Find).WithName("FindDatasets").Needs(TokenScopes.Read);
        datasets.MapPost("/import", Import).WithName("ImportDataset").Needs(TokenScopes.Write);
        datasets.MapPost("/export", Export).WithName("ExportDataset").Needs(TokenScopes.Run);
        datasets.MapGet("/{id}", Get).WithName("GetDataset").Produces<DatasetView>();
        datasets.MapGet("/{id}/lineage", Lineage).WithName("GetLineage");
        datasets.MapDelete("/{id}", Delete).WithName("DeleteDataset").Needs(TokenScopes.Write);
        datasets.MapPost("/{id}/verify", Verify).WithName("VerifyDataset").Needs(TokenScopes.Run);
    }

    private static async Task<JsonObject> List(Guid? before, int? limit, HttpContext context, CatalogDatabase catalog)
    {
        var found = await new ListDatasets(catalog.Source).RunAsync(Caller.Of(context), before, limit ?? 50, context.RequestAborted);
        return Page(found, found.Count == (limit ?? 50) ? found[^1].Id : null);
    }

    private static async Task<JsonObject> Find(SearchOrder order, HttpContext context, CatalogDatabase catalog)
    {
        var search = SearchConditions.Read(order);
        var viewer = Caller.Of(context);
        var page = await new FindDatasets(catalog.Source).RunAsync(search, viewer, order.Before, order.Limit, context.RequestAborted);
        var answer = Page(page.Datasets, page.Next);
        if (order.Facets.Count > 0)
        {
            var counts = await new CountFacets(catalog.Source).RunAsync(
                search, [.. order.Facets.Select(SearchConditions.ReadFacet)], viewer, cancellation: context.RequestAborted);
            answer["total"] = counts.Total;
            answer["exact"] = counts.Exact;
            answer["facets"] = new JsonObject(order.Facets.Zip(counts.Facets, (key, values) => KeyValuePair.Create(key, JsonSerializer.SerializeToNode(values, JsonSerializerOptions.Web))));
        }

        return answer;
    }

    private static async Task<RunView> Import(
        ImportOrder order, double? wait, HttpContext context, DatasetImport import, RunExecutor executor, RunLookup lookup) =>
        await RunEndpoints.AwaitAsync(await import.RunAsync(order, Caller.Of(context), context.RequestAborted), wait, context, executor, lookup);

    private static async Task<RunView> Export(
        ExportOrder order, double? wait, HttpContext context, DatasetExport export, RunExecutor executor, RunLookup lookup) =>
        await RunEndpoints.AwaitAsync(await export.RunAsync(order, Caller.Of(context), context.RequestAborted), wait, context, executor, lookup);

    private static async Task<IResult> Get(string id, HttpContext context, RunLookup lookup, IOptions<JsonOptions> json)
    {
        var detail = await lookup.DatasetAsync(id, Caller.Of(context), context.RequestAborted);
        return Results.Bytes(Written.GetValue(detail, found => JsonSerializer.SerializeToUtf8Bytes(DatasetView.Of(found), json.Value.SerializerOptions)), JsonType);
    }

    private static async Task<LineageGraph> Lineage(string id, string? direction, HttpContext context, RunLookup lookup, CatalogDatabase catalog)
    {
        var dataset = await lookup.RecordAsync(id, Caller.Of(context), context.RequestAborted);
        var way = string.Equals(direction, "down", StringComparison.Ordinal) ? LineageDirection.Down : LineageDirection.Up;
        return await new TraceLineage(catalog.Source).RunAsync(dataset.Dataset.Id, way, Caller.Of(context), cancellation: context.RequestAborted);
    }

    private static async Task<JsonObject> Delete(string id, HttpContext context, RunLookup lookup, DatasetDeletion deletion)
    {
        var viewer = Caller.Of(context);
        var dataset = (await lookup.DatasetAsync(id, viewer, context.RequestAborted)).Dataset;
        var derived = await deletion.RunAsync(dataset.Id, viewer, context.RequestAborted);
        return new JsonObject { ["deleted"] = dataset.Id.ToString(), ["derived"] = new JsonArray([.. derived.Select(other => (JsonNode)other.ToString())]) };
    }

    private static Task<JsonObject> Verify(string id, HttpContext context, DatasetVerification verification) =>
        verification.RunAsync(id, Caller.Of(context), context.RequestAborted);

    private static JsonObject Page(IReadOnlyList<DatasetSummary> found, Guid? next) => new()
    {
        ["items"] = JsonSerializer.SerializeToNode(found.Select(DatasetView.Of), JsonSerializerOptions.Web),
        ["next"] = next?.ToString(),
    };
}
