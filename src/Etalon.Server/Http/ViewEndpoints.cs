using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Etalon.Cubes;

namespace Etalon.Server;

/// <summary>Routes under <c>/api/cube</c> that send what a screen can show: frames, tiles, histograms and profiles.</summary>
internal static class ViewEndpoints
{
    private const int MostPixels = 8192;
    private const int MostBins = 65536;
    private const string Rectangle = "roi=0,0,100,50";

    /// <summary>Maps them.</summary>
    public static void MapViews(this IEndpointRouteBuilder routes)
    {
        var cubes = routes.MapGroup("/api/cube").WithTags("Views");
        cubes.MapGet("/frame", Frame).WithName("ViewFrame").Produces(StatusCodes.Status200OK, contentType: "application/octet-stream");
        cubes.MapGet("/tile", Tile).WithName("ViewTile").Produces(StatusCodes.Status200OK, contentType: "application/octet-stream");
        cubes.MapGet("/histogram", Histogram).WithName("ViewHistogram").Produces<JsonObject>();
        cubes.MapGet("/profile", Profile).WithName("ViewProfile").Produces<JsonObject>();
    }

    private static Task<IResult> Frame(
        string cube, string? x, string? y, string? at, int? width, int? height, string? format, string? window, string? reduce, string? log, string? exact, string? slab,
        HttpContext context, ViewDesk desk)
    {
        var isLog = ViewQuestion.Flag(log, nameof(log));
        var view = ViewQuestion.Of(
            ("x", x), ("y", y), ("at", ViewQuestion.At(at)),
            ("width", ViewQuestion.Whole(width, nameof(width), 1, MostPixels)), ("height", ViewQuestion.Whole(height, nameof(height), 1, MostPixels)),
            ("format", ViewQuestion.Word(format, "frame format", "u8", "raw")), ("window", ViewQuestion.Window(window, isLog)),
            ("reduce", ViewQuestion.Word(reduce, "reduction", "mean", "max", "min")), ("log", isLog ? true : null),
            ("exact", ViewQuestion.Flag(exact, nameof(exact)) ? true : null), ("slab", ViewQuestion.Flag(slab, nameof(slab)) ? true : null));
        return desk.LookAtPlaneAsync(cube, view, context, Picture);
    }

    private static Task<IResult> Tile(
        string cube, string? x, string? y, string? at, int level, long row, long column, string? format, string? window, string? reduce, string? log,
        HttpContext context, ViewDesk desk)
    {
        const int mostLevel = 24;
        var isLog = ViewQuestion.Flag(log, nameof(log));
        var place = ViewQuestion.Of(
            ("level", ViewQuestion.Whole(level, nameof(level), 0, mostLevel)), ("row", ViewQuestion.Whole(row, nameof(row), 0, int.MaxValue)),
            ("column", ViewQuestion.Whole(column, nameof(column), 0, int.MaxValue)));
        var shown = ViewQuestion.Window(window, isLog);
        if (shown is null && format is not "raw")
        {
            throw new RefusalException("no-window", "Tiles as bytes need a window: each of its own would not fit its neighbours.", "Send window=lo,hi; /api/cube/frame says one in Etalon-Window.");
        }

        var view = ViewQuestion.Of(
            ("x", x), ("y", y), ("at", ViewQuestion.At(at)), ("tile", place), ("format", ViewQuestion.Word(format, "frame format", "u8", "raw")), ("window", shown),
            ("reduce", ViewQuestion.Word(reduce, "reduction", "mean", "max", "min")), ("log", isLog ? true : null));
        return desk.LookAtPlaneAsync(cube, view, context, Picture);
    }

    private static Task<IResult> Histogram(
        string cube, string? at, string? x, string? y, int? bins, string? window, string? roi, HttpContext context, ViewDesk desk)
    {
        var view = ViewQuestion.Of(
            ("x", x), ("y", y), ("at", ViewQuestion.At(at)), ("roi", ViewQuestion.Numbers(roi, 4, "rectangle", Rectangle)), ("bins", ViewQuestion.Whole(bins, nameof(bins), 1, MostBins)), ("window", ViewQuestion.Window(window)));
        return desk.LookAsync(cube, "histogram", view, context, Document);
    }

    private static Task<IResult> Profile(
        string cube, string? at, string? x, string? y, string? from, string? to, int? width, string? roi, string? along, HttpContext context, ViewDesk desk)
    {
        const int mostWidth = 4096;
        var (start, end, rectangle) = (
            ViewQuestion.Numbers(from, 2, "point", "from=0,0"), ViewQuestion.Numbers(to, 2, "point", "to=100,50"),
            ViewQuestion.Numbers(roi, 4, "rectangle", Rectangle));
        if (rectangle is null && (start is null || end is null))
        {
            throw new RefusalException("no-line", "A profile needs a line or a rectangle.", "Send from=x,y and to=x,y, or roi=x0,y0,x1,y1 and along=AXIS.");
        }

        var view = ViewQuestion.Of(
            ("x", x), ("y", y), ("at", ViewQuestion.At(at)), ("from", start), ("to", end), ("width", ViewQuestion.Whole(width, nameof(width), 1, mostWidth)),
            ("roi", rectangle), ("along", string.IsNullOrEmpty(along) ? null : along));
        return desk.LookAsync(cube, "profile", view, context, Document);
    }

    private static View Document(WorkerReply reply) => new(Encoding.UTF8.GetBytes(reply.Result.ToJsonString()), "application/json", []);

    private static View Picture(WorkerReply reply)
    {
        var result = reply.Result;
        var headers = new List<KeyValuePair<string, string>>
        {
            new("Etalon-Shape", Joined(result["shape"]!)),
            new("Etalon-Level", Joined(result["step"]!)),
            new("Etalon-Unit", Uri.EscapeDataString((string)result["unit"]!)),
            new("Etalon-Type", (string)result["type"]!),
        };
        if (result["window"] is { } window)
        {
            headers.Add(new("Etalon-Window", Joined(window)));
        }

        if (result["thickness"] is JsonObject { Count: > 0 } thickness)
        {
            headers.Add(new("Etalon-Thickness", Uri.EscapeDataString(string.Join(';', thickness.Select(static axis => $"{axis.Key}={axis.Value}")))));
        }

        if ((string?)result["sampled"] is { } axis)
        {
            headers.Add(new("Etalon-Sampled", Uri.EscapeDataString(axis)));
        }

        return new View(reply.Payload, "application/octet-stream", headers);
    }

    private static string Joined(JsonNode numbers) =>
        string.Join(',', numbers.AsArray().Select(static number => ((double)number!).ToString("R", CultureInfo.InvariantCulture)));
}
