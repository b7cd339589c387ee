using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Etalon.Catalog;
using Etalon.Cubes;

namespace Etalon.Server;

/// <summary>
/// Routes under <c>/h5</c> as h5grove has them, so that H5Web shows every dataset: <c>file</c> is its id, <c>path</c> a path in it. An HDF5
/// file that is read in place shows its own nodes, any other dataset its cubes.
/// </summary>
internal static class H5Endpoints
{
    private static readonly string[] Resolutions = ["only_valid", "none", "all", "true", "false"];

    /// <summary>Maps them.</summary>
    public static void MapH5(this IEndpointRouteBuilder routes)
    {
        var h5 = routes.MapGroup("/h5").WithTags("H5Web").AddEndpointFilter(static async (call, next) =>
        {
            try
            {
                return await next(call);
            }
            catch (RefusalException refusal)
            {
                return H5Refusals.Answer(refusal, call.HttpContext);
            }
        });
        h5.MapGet("/", static () => "ok").WithName("H5Alive");
        h5.MapMethods("/", [HttpMethods.Head], static () => "ok").WithName("H5AliveHead");
        h5.MapGet("/meta", Meta).WithName("H5Meta").Produces<JsonObject>();
        h5.MapGet("/attr", Attr).WithName("H5Attributes").Produces<JsonObject>();
        h5.MapGet("/data", Data).WithName("H5Data").Produces(StatusCodes.Status200OK, contentType: "application/octet-stream");
        h5.MapGet("/paths", Paths).WithName("H5Paths").Produces<string[]>();
        h5.MapGet("/stats", Stats).WithName("H5Statistics").Produces<JsonObject>();
    }

    private static async Task<IResult> Meta(string? file, string? path, string? resolve_links, HttpContext context, RunLookup lookup, ViewDesk desk, FileNodes nodes)
    {
        var links = Resolution(resolve_links);
        var detail = await FindAsync(file, context, lookup);
        if (nodes.Has(detail.Dataset))
        {
            return await nodes.AnswerAsync(detail.Dataset, "meta", path ?? "/", new JsonObject { ["links"] = links }, "", context, Text);
        }

        var node = Find(detail, path);
        return await desk.AnswerAsync(
            detail.Dataset, $"h5 meta\n{node.Path}", context, () => Task.FromResult(Json(H5View.Entity(node, StoreArrays.Of(detail.Dataset, context), withMembers: true))));
    }

    private static async Task<IResult> Attr(string? file, string? path, string[]? attr_keys, HttpContext context, RunLookup lookup, ViewDesk desk, FileNodes nodes)
    {
        var detail = await FindAsync(file, context, lookup);
        var keys = attr_keys ?? [];
        if (nodes.Has(detail.Dataset))
        {
            var names = new JsonArray([.. keys.Select(static key => (JsonNode)key)]);
            return await nodes.AnswerAsync(detail.Dataset, "attr", path ?? "/", new JsonObject { ["names"] = names }, "", context, Text);
        }

        var node = Find(detail, path);
        return await desk.AnswerAsync(
            detail.Dataset, $"h5 attr\n{node.Path}\n{string.Join('\n', keys)}", context, () => Task.FromResult(Json(H5View.Attributes(node, keys))));
    }

    private static async Task<IResult> Paths(string? file, string? path, string? resolve_links, HttpContext context, RunLookup lookup, ViewDesk desk, FileNodes nodes)
    {
        _ = Resolution(resolve_links);
        var detail = await FindAsync(file, context, lookup);
        if (nodes.Has(detail.Dataset))
        {
            return await nodes.AnswerAsync(detail.Dataset, "paths", path ?? "/", [], "", context, Text);
        }

        var node = Find(detail, path);
        return await desk.AnswerAsync(
            detail.Dataset, $"h5 paths\n{node.Path}", context, () => Task.FromResult(Json(new JsonArray([.. node.All().Select(static one => (JsonNode)$"/{one.Path}")]))));
    }

    private static async Task<IResult> Stats(
        string? file, string? path, string? selection, HttpContext context, RunLookup lookup, ViewDesk desk, TreeArrays arrays, FileNodes nodes)
    {
        var detail = await FindAsync(file, context, lookup);
        if (nodes.Has(detail.Dataset))
        {
            return await nodes.AnswerAsync(detail.Dataset, "stats", path ?? "/", new JsonObject { ["selection"] = selection }, "", context, Text);
        }

        var node = Find(detail, path);
        var parts = Selected(node, selection, context);
        if (node.Cube is null)
        {
            throw new RefusalException("no-stats", $"'/{node.Path}' has coordinates; statistics are taken of samples.", "Read it with /h5/data.");
        }

        return await desk.AnswerAsync(
            detail.Dataset, $"h5 stats\n{node.Path}\n{selection}", context, async () => Json(await arrays.SummaryAsync(detail.Dataset, node, parts, context.RequestAborted)));
    }

    private static async Task<IResult> Data(
        string? file, string? path, string? selection, string? format, string? dtype, string? flatten, HttpContext context, RunLookup lookup, ViewDesk desk, TreeArrays arrays, FileNodes nodes)
    {
        var detail = await FindAsync(file, context, lookup);
        _ = ViewQuestion.Word(format, "format", "json", "bin", "npy", "csv", "tiff");
        var isSafe = ViewQuestion.Word(dtype, "dtype", "origin", "safe") is { } word && (string?)word is "safe";
        var isFlat = ViewQuestion.Flag(flatten?.ToLowerInvariant(), nameof(flatten));
        if (nodes.Has(detail.Dataset))
        {
            var message = new JsonObject { ["selection"] = selection, ["safe"] = isSafe, ["flat"] = isFlat };
            return format is null or "" or "json"
                ? await nodes.AnswerAsync(detail.Dataset, "json", path ?? "/", message, "", context, Text)
                : await nodes.AnswerAsync(detail.Dataset, "bytes", path ?? "/", message, format, context, reply => Exported(Name(path), reply, format));
        }

        var node = Find(detail, path);
        var parts = Selected(node, selection, context);
        return await desk.AnswerAsync(detail.Dataset, $"h5 data\n{node.Path}\n{selection}\n{format}\n{dtype}\n{isFlat}", context, async () =>
        {
            var array = await arrays.ReadAsync(detail.Dataset, node, parts, isSafe, context.RequestAborted);
            return format is null or "" or "json" ? Text(array.ToJson(isFlat)) : Exported(node.Name, array, format);
        });
    }

    /// <summary>Bytes of a file's node in the form that was asked for. Only what cubes have as samples can be text or a picture.</summary>
    private static View Exported(string name, WorkerReply reply, string format)
    {
        ImmutableArray<long> shape = [.. reply.Result["shape"]!.AsArray().Select(static length => (long)length!)];
        if ((string?)reply.Result["type"] is { } type)
        {
            return Exported(name, new RawArray(SampleTypes.Parse(type), shape, reply.Payload), format);
        }

        return (format, (string?)reply.Result["numpy"]) switch
        {
            ("bin", _) => new View(reply.Payload, "application/octet-stream", []),
            ("npy", { } numpy) => new View(RawArray.Npy(numpy, shape, reply.Payload), "application/octet-stream", [Attachment(name, "npy")]),
            _ => throw new RefusalException("no-export", $"The elements of '{name}' cannot be written as {format}.", "Ask for format=json or format=bin."),
        };
    }

    private static View Exported(string name, RawArray array, string format) => format switch
    {
        "bin" => new View(array.Bytes, "application/octet-stream", []),
        "npy" => new View(array.ToNpy(), "application/octet-stream", [Attachment(name, "npy")]),
        "csv" => new View(array.ToCsv(), "text/csv", [Attachment(name, "csv")]),
        _ => new View(array.ToTiff(), "image/tiff", [Attachment(name, "tiff")]),
    };

    private static string Name(string? path) => path is null ? "" : path.TrimEnd('/')[(path.TrimEnd('/').LastIndexOf('/') + 1)..];

    private static KeyValuePair<string, string> Attachment(string name, string ending) =>
        new("Content-Disposition", $"attachment; filename*=UTF-8''{Uri.EscapeDataString($"{name}.{ending}")}");

    private static View Json(JsonNode node) => Text(Encoding.UTF8.GetBytes(node.ToJsonString()));

    private static View Text(WorkerReply reply) => Text(reply.Payload);

    private static View Text(byte[] json) => new(json, "application/json", []);

    private static Task<DatasetDetail> FindAsync(string? file, HttpContext context, RunLookup lookup) => string.IsNullOrEmpty(file)
        ? throw new RefusalException("no-file", "The parameter 'file' is missing.", "It is the id of a dataset.")
        : lookup.DatasetAsync(file, Caller.Of(context), context.RequestAborted);

    private static TreeNode Find(DatasetDetail detail, string? path) => DatasetTree.Nexus(detail).Find(path ?? "/")
        ?? throw new RefusalException("unknown-path", $"{path} is not a valid path in {detail.Dataset.Id}", kind: RefusalKind.Missing);

    /// <summary>As the worker calls it.</summary>
    private static string Resolution(string? resolution) => (string?)ViewQuestion.Word(resolution?.ToLowerInvariant(), "link resolution", Resolutions) switch
    {
        "none" or "false" => "None",
        "all" or "true" => "All",
        _ => "OnlyValid",
    };

    private static AxisPart[] Selected(TreeNode node, string? selection, HttpContext context)
    {
        if (!node.IsArray)
        {
            throw new RefusalException("no-dataset", $"'/{node.Path}' is a group and has no data.", "Name a dataset.");
        }

        var parts = AxisPart.Parse(selection, node.Shape);
        var bytes = AxisPart.Bytes(parts, node.Type.Bytes());
        return bytes <= TreeArrays.MostBytes
            ? parts
            : throw H5Refusals.TooMany(bytes, AxisPart.Suggested(node.Shape, node.Type.Bytes(), TreeArrays.MostBytes), context);
    }
}
