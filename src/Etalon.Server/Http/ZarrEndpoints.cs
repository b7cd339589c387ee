using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Etalon.Catalog;
using Etalon.Cubes;
using Microsoft.Net.Http.Headers;

namespace Etalon.Server;

/// <summary>
/// Routes under <c>/zarr/{dataset}</c>: the files of a store as they lie (version 3, with ranges), and every dataset, wherever its samples
/// lie, as a store of version 2.
/// </summary>
internal static partial class ZarrEndpoints
{
    /// <summary>Maps them.</summary>
    public static void MapZarr(this IEndpointRouteBuilder routes)
    {
        var zarr = routes.MapGroup("/zarr").WithTags("Zarr");
        zarr.MapGet("/{dataset}/{**path}", Get).WithName("ReadZarr").Produces(StatusCodes.Status200OK, contentType: "application/octet-stream");
        zarr.MapMethods("/{dataset}/{**path}", [HttpMethods.Head], Get).WithName("ReadZarrHead").Produces(StatusCodes.Status200OK, contentType: "application/octet-stream");
    }

    private static async Task<IResult> Get(
        string dataset, string? path, HttpContext context, RunLookup lookup, EtalonHome home, ViewDesk desk, TreeArrays arrays)
    {
        var detail = await lookup.DatasetAsync(dataset, Caller.Of(context), context.RequestAborted);
        var parts = (path ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        var name = parts.Length == 0 ? "" : parts[^1];
        if (name is ".zgroup" or ".zarray" or ".zattrs" or ".zmetadata" || ChunkKey().IsMatch(name))
        {
            var node = DatasetTree.Shared(detail).Find(string.Join('/', parts[..^1]));
            if (node is not null && ZarrV2View.Document(node, name) is { } document)
            {
                return await desk.AnswerAsync(detail.Dataset, $"zarr\n{path}", context, () => Task.FromResult(Json(document)));
            }

            if (node is { IsArray: true } && ZarrV2View.Chunk(node, name) is { } chunk)
            {
                return await desk.AnswerAsync(detail.Dataset, $"zarr\n{path}", context, async () =>
                {
                    var array = await arrays.ReadAsync(detail.Dataset, node, chunk, isWide: false, context.RequestAborted);
                    return new View(ZarrV2View.Pad(node, chunk, array.Bytes), "application/octet-stream", []);
                });
            }
        }

        return StoredFile(detail.Dataset, parts, home, context) ?? throw new RefusalException(
            "not-found", $"There is no '{path}' in dataset {dataset}.", "'.zmetadata' and, for data that Etalon keeps, 'zarr.json' say what there is.", RefusalKind.Missing);
    }

    /// <summary>A file of the store as it lies; null where there is none, or where the dataset is no store of ours.</summary>
    private static IResult? StoredFile(DatasetSummary dataset, string[] parts, EtalonHome home, HttpContext context)
    {
        if (dataset.External || parts.Length == 0 || Array.Exists(parts, static part => part.StartsWith('.') || part.Contains('\\', StringComparison.Ordinal) || part.Contains('\0', StringComparison.Ordinal)))
        {
            return null;
        }

        var store = home.Resolve(dataset.Location);
        var file = Path.Combine([store, .. parts]);
        if (!File.Exists(Path.Combine(store, "zarr.json")) || !File.Exists(file) || new FileInfo(file).LinkTarget is not null)
        {
            return null;
        }

        context.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        context.Response.Headers.Vary = "Authorization, Cookie";
        var tag = new EntityTagHeaderValue($"\"{dataset.ContentId ?? dataset.Id.ToString()}-{Convert.ToHexStringLower(Encoding.UTF8.GetBytes(string.Join('/', parts)))}\"");
        return Results.File(file, file.EndsWith(".json", StringComparison.Ordinal) ? "application/json" : "application/octet-stream", entityTag: tag, enableRangeProcessing: true);
    }

    private static View Json(JsonObject document) => new(Encoding.UTF8.GetBytes(document.ToJsonString()), "application/json", []);

    [GeneratedRegex(@"^[0-9]+(\.[0-9]+)*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ChunkKey();
}
