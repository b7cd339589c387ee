using System.Text;
using System.Text.Json.Nodes;
using Etalon.Catalog;
using Etalon.Cubes;

namespace Etalon.Server;

/// <summary>Routes under <c>/h5</c> as h5grove has them, so that H5Web shows every dataset: <c>file</c> is its id, <c>path</c> a path in it.</summary>
internal static class H5Endpoints
{
    private static readonly string[] Resolutions = ["only_valid", "none", "all", "true", "false"];

    /// <summary>Maps them.</summary>
    public static void MapH5(this IEndpointRouteBuilder routes)
    {
        var h5 = routes.MapGroup("/h5").AddEndpointFilter(static async (call, next) =>
        {
            try
            {
                return await next(call);
            }
            catch (RefusalException refusal)
            {
                return Refuse(refusal, call.HttpContext);
            }
        });
        h5.MapMethods("/", [HttpMethods.Get, HttpMethods.Head], static () => "ok").ExcludeFromDescription();
        h5.MapGet("/meta", Meta).ExcludeFromDescription();
        h5.MapGet("/attr", Attr).ExcludeFromDescription();
        h5.MapGet("/data", Data).ExcludeFromDescription();
        h5.MapGet("/paths", Paths).ExcludeFromDescription();
        h5.MapGet("/stats", Stats).ExcludeFromDescription();
    }

    private static async Task<IResult> Meta(string? file, string? path, string? resolve_links, HttpContext context, RunLookup lookup, ViewDesk desk)
    {
        RequireResolution(resolve_links);
        var (dataset, node) = await FindAsync(file, path, context, lookup);
        return await desk.AnswerAsync(dataset, $"h5 meta\n{node.Path}", context, () => Task.FromResult(Json(H5View.Entity(node, withMembers: true))));
    }

    private static async Task<IResult> Attr(string? file, string? path, string[]? attr_keys, HttpContext context, RunLookup lookup, ViewDesk desk)
    {
        var (dataset, node) = await FindAsync(file, path, context, lookup);
        var keys = attr_keys ?? [];
        return await desk.AnswerAsync(
            dataset, $"h5 attr\n{node.Path}\n{string.Join('\n', keys)}", context, () => Task.FromResult(Json(H5View.Attributes(node, keys))));
    }

    private static async Task<IResult> Paths(string? file, string? path, string? resolve_links, HttpContext context, RunLookup lookup, ViewDesk desk)
    {
        RequireResolution(resolve_links);
        var (dataset, node) = await FindAsync(file, path, context, lookup);
        return await desk.AnswerAsync(
            dataset, $"h5 paths\n{node.Path}", context, () => Task.FromResult(Json(new JsonArray([.. node.All().Select(static one => (JsonNode)$"/{one.Path}")]))));
    }

    private static async Task<IResult> Stats(string? file, string? path, string? selection, HttpContext context, RunLookup lookup, ViewDesk desk, TreeArrays arrays)
    {
        var (dataset, node) = await FindAsync(file, path, context, lookup);
        var parts = Selected(node, selection, context);
        if (node.Cube is null)
        {
            throw new RefusalException("no-stats", $"'/{node.Path}' has coordinates; statistics are taken of samples.", "Read it with /h5/data.");
        }

        return await desk.AnswerAsync(
            dataset, $"h5 stats\n{node.Path}\n{selection}", context, async () => Json(await arrays.SummaryAsync(dataset, node, parts, context.RequestAborted)));
    }

    private static async Task<IResult> Data(
        string? file, string? path, string? selection, string? format, string? dtype, string? flatten, HttpContext context, RunLookup lookup, ViewDesk desk, TreeArrays arrays)
    {
        var (dataset, node) = await FindAsync(file, path, context, lookup);
        var parts = Selected(node, selection, context);
        _ = ViewQuestion.Word(format, "format", "json", "bin", "npy", "csv", "tiff");
        _ = ViewQuestion.Word(dtype, "dtype", "origin", "safe");
        var isFlat = ViewQuestion.Flag(flatten?.ToLowerInvariant(), nameof(flatten));
        return await desk.AnswerAsync(dataset, $"h5 data\n{node.Path}\n{selection}\n{format}\n{dtype}\n{isFlat}", context, async () =>
        {
            var array = await arrays.ReadAsync(dataset, node, parts, isWide: dtype is "safe", context.RequestAborted);
            return format switch
            {
                "bin" => new View(array.Bytes, "application/octet-stream", []),
                "npy" => new View(array.ToNpy(), "application/octet-stream", [Attachment(node, "npy")]),
                "csv" => new View(array.ToCsv(), "text/csv", [Attachment(node, "csv")]),
                "tiff" => new View(array.ToTiff(), "image/tiff", [Attachment(node, "tiff")]),
                _ => new View(array.ToJson(isFlat), "application/json", []),
            };
        });
    }

    private static KeyValuePair<string, string> Attachment(TreeNode node, string ending) =>
        new("Content-Disposition", $"attachment; filename*=UTF-8''{Uri.EscapeDataString($"{node.Name}.{ending}")}");

    private static View Json(JsonNode node) => new(Encoding.UTF8.GetBytes(node.ToJsonString()), "application/json", []);

    private static async Task<(DatasetSummary Dataset, TreeNode Node)> FindAsync(string? file, string? path, HttpContext context, RunLookup lookup)
    {
        if (string.IsNullOrEmpty(file))
        {
            throw new RefusalException("no-file", "The parameter 'file' is missing.", "It is the id of a dataset.");
        }

        var detail = await lookup.DatasetAsync(file, Caller.Of(context), context.RequestAborted);
        var node = DatasetTree.Nexus(detail).Find(path ?? "/");
        return node is not null
            ? (detail.Dataset, node)
            : throw new RefusalException("unknown-path", $"{path} is not a valid path in {file}", kind: RefusalKind.Missing);
    }

    private static void RequireResolution(string? resolution) => _ = ViewQuestion.Word(resolution?.ToLowerInvariant(), "link resolution", Resolutions);

    private static AxisPart[] Selected(TreeNode node, string? selection, HttpContext context)
    {
        if (!node.IsArray)
        {
            throw new RefusalException("no-dataset", $"'/{node.Path}' is a group and has no data.", "Name a dataset.");
        }

        var parts = AxisPart.Parse(selection, node.Shape);
        var bytes = parts.Aggregate((double)node.Type.Bytes(), static (product, part) => product * part.Span);
        context.Items[typeof(H5Endpoints)] = bytes;
        return bytes <= TreeArrays.MostBytes ? parts : throw new RefusalException(
            "too-many-bytes", $"The selection takes {bytes:F0} bytes; at most {TreeArrays.MostBytes} are sent at one time.", Suggested(node), RefusalKind.TooLarge);
    }

    /// <summary>One place in the middle of as many slow axes as it takes.</summary>
    private static string Suggested(TreeNode node)
    {
        var bytes = node.Shape.Aggregate((double)node.Type.Bytes(), static (product, length) => product * length);
        return string.Join(',', node.Shape.Select(length =>
        {
            var isCut = bytes > TreeArrays.MostBytes;
            bytes = isCut ? bytes / length : bytes;
            return isCut ? $"{length / 2}" : ":";
        }));
    }

    /// <summary>Refusals in h5grove's words, by which viewers know them.</summary>
    private static IResult Refuse(RefusalException refusal, HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.Remove("ETag");
        return refusal.Kind switch
        {
            RefusalKind.Missing when refusal.Code is "unknown-path" => Message(refusal.Message, StatusCodes.Status404NotFound),
            RefusalKind.Missing => Message($"File not found: {refusal.Message}", StatusCodes.Status404NotFound),
            _ when refusal.Code is "bad-id" => Message($"File not found: {refusal.Message}", StatusCodes.Status404NotFound),
            RefusalKind.Forbidden => Message($"Permission denied: {refusal.Message}", StatusCodes.Status403Forbidden),
            RefusalKind.TooLarge => Results.Json(
                new JsonObject { ["message"] = refusal.Message, ["nbytes"] = context.Items[typeof(H5Endpoints)] as double?, ["suggestedSelection"] = refusal.Help }, statusCode: StatusCodes.Status413PayloadTooLarge),
            RefusalKind.Unsupported => Message(refusal.Message, StatusCodes.Status501NotImplemented),
            RefusalKind.Corrupt or RefusalKind.Conflict or RefusalKind.StorageFull => Message(refusal.Message, StatusCodes.Status500InternalServerError),
            _ => Message(refusal.Message, StatusCodes.Status422UnprocessableEntity),
        };
    }

    private static IResult Message(string text, int status) => Results.Json(new JsonObject { ["message"] = text }, statusCode: status);
}
