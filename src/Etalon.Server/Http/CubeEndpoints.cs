using System.Text.Json.Nodes;
using Etalon.Catalog;
using Etalon.Cubes;
using Etalon.Engine;

namespace Etalon.Server;

/// <summary>Routes under <c>/api/cube</c>: look at one cube. A cube is named <c>ID</c> or <c>ID/CUBE</c>.</summary>
internal static class CubeEndpoints
{
    /// <summary>Maps them.</summary>
    public static void MapCubes(this IEndpointRouteBuilder routes)
    {
        var cubes = routes.MapGroup("/api/cube").WithTags("Cubes");
        cubes.MapGet("/", Show).WithName("ShowCube");
        cubes.MapGet("/slice", Slice).WithName("SliceCube");
        cubes.MapGet("/samples", Samples).WithName("ReadCube");
        cubes.MapGet("/picture", Picture).WithName("DrawCube").Produces(StatusCodes.Status200OK, contentType: "image/png", additionalContentTypes: "image/svg+xml");
        cubes.MapGet("/stats", Stats).WithName("CubeStatistics");
    }

    private static async Task<JsonObject> Show(string cube, HttpContext context, RunLookup lookup)
    {
        var (dataset, name) = await lookup.CubeAsync(cube, Caller.Of(context), context.RequestAborted);
        var info = dataset.Cubes.First(c => string.Equals(c.Name, name, StringComparison.Ordinal)).Info;
        return new JsonObject { ["dataset"] = dataset.Dataset.Id.ToString(), ["cube"] = JsonNode.Parse(info.GetRawText()) };
    }

    /// <summary>A region as JSON: <c>region=time=0:10;lat=5</c>.</summary>
    private static async Task<JsonObject> Slice(string cube, string? region, HttpContext context, RunLookup lookup, EtalonHome home, WorkerPool workers)
    {
        var reply = await ReadAsync(cube, region, context, lookup, home, workers);
        var info = CubeInfoJson.FromJson(reply.Result["cube"]!.AsObject());
        reply.Result["values"] = SampleArrays.ToJson(info, reply.Payload);
        return reply.Result;
    }

    /// <summary>A region as raw little-endian samples; the cube's description is in the header <c>Etalon-Cube</c>.</summary>
    private static async Task<IResult> Samples(string cube, string? region, HttpContext context, RunLookup lookup, EtalonHome home, WorkerPool workers)
    {
        var reply = await ReadAsync(cube, region, context, lookup, home, workers);
        context.Response.Headers["Etalon-Shape"] = string.Join(',', reply.Result["length"]!.AsArray().Select(length => length!.ToString()));
        context.Response.Headers["Etalon-Type"] = (string?)reply.Result["cube"]!["type"];
        return new PacedBytes(reply.Payload, "application/octet-stream");
    }

    /// <summary>A region as a picture: two axes as an image, one as a curve. What it shows is in the header <c>Etalon-Picture</c>.</summary>
    private static async Task<IResult> Picture(
        string cube, string? region, int? size, string? map, string? range, string? percentiles, string? format, bool? bare, string? title,
        HttpContext context, RunLookup lookup, EtalonHome home, WorkerPool workers)
    {
        var (dataset, name) = await lookup.CubeAsync(cube, Caller.Of(context), context.RequestAborted);
        var svg = string.Equals(format, "svg", StringComparison.Ordinal);
        var given = new JsonObject
        {
            ["size"] = size,
            ["map"] = map,
            ["range"] = range,
            ["percentiles"] = percentiles,
            ["format"] = format,
            ["bare"] = bare,
            ["title"] = title ?? $"{dataset.Dataset.Name}: {name}",
        };
        var options = new JsonObject(given.Where(option => option.Value is not null).Select(option => KeyValuePair.Create(option.Key, option.Value?.DeepClone())));
        var reply = await workers.CallAsync(
            WorkerKind.Interactive, Foreign(dataset.Dataset), "picture",
            new JsonObject { ["path"] = home.Resolve(dataset.Dataset.Location), ["cube"] = name, ["region"] = Region(region), ["options"] = options },
            cancellation: context.RequestAborted);
        context.Response.Headers["Etalon-Picture"] = reply.Result.ToJsonString();
        return Results.Bytes(reply.Payload, svg ? "image/svg+xml" : "image/png");
    }

    private static async Task<JsonObject> Stats(
        string cube, HttpContext context, RunLookup lookup, EtalonHome home, WorkerPool workers)
    {
        var (dataset, name) = await lookup.CubeAsync(cube, Caller.Of(context), context.RequestAborted);
        var reply = await workers.CallAsync(
            WorkerKind.Interactive, Foreign(dataset.Dataset), "stats", new JsonObject { ["path"] = home.Resolve(dataset.Dataset.Location), ["cube"] = name },
            cancellation: context.RequestAborted);
        return reply.Result;
    }

    private static ForeignFiles? Foreign(DatasetSummary dataset) => dataset.External ? ForeignFiles.Of(dataset.Location) : null;

    private static async Task<WorkerReply> ReadAsync(
        string cube, string? region, HttpContext context, RunLookup lookup, EtalonHome home, WorkerPool workers)
    {
        var (dataset, name) = await lookup.CubeAsync(cube, Caller.Of(context), context.RequestAborted);
        return await workers.CallAsync(
            WorkerKind.Interactive, Foreign(dataset.Dataset), "read",
            new JsonObject { ["path"] = home.Resolve(dataset.Dataset.Location), ["cube"] = name, ["region"] = Region(region) },
            cancellation: context.RequestAborted);
    }

    private static JsonObject Region(string? text)
    {
        var axes = new JsonObject();
        foreach (var part in (text ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
            {
                throw new RefusalException("bad-region", $"'{part}' is no part of a region.", "Write axis=a:b, several separated by ';'.");
            }

            axes[part[..equals]] = part[(equals + 1)..];
        }

        return axes;
    }
}
