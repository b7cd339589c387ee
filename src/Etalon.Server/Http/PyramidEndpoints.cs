using Etalon.Catalog;

namespace Etalon.Server;

/// <summary>Routes under <c>/api/cube/pyramid</c>: how far the smaller copies of a cube are with which its large planes are drawn.</summary>
internal static class PyramidEndpoints
{
    /// <summary>Maps them.</summary>
    public static void MapPyramids(this IEndpointRouteBuilder routes)
    {
        var pyramids = routes.MapGroup("/api/cube/pyramid").WithTags("Views");
        pyramids.MapGet("/", Show).WithName("ShowPyramid").WithSummary("How far a cube's pyramid is.");
        pyramids.MapPost("/", Make).WithName("MakePyramid").Needs(TokenScopes.Run).WithSummary("Have it made; large planes that are looked at do this by themselves.");
        pyramids.MapDelete("/", Stop).WithName("StopPyramid").Needs(TokenScopes.Run).WithSummary("Stop making it.");
    }

    private static async Task<PyramidState> Show(string cube, HttpContext context, RunLookup lookup, PyramidShelf shelf)
    {
        var (dataset, name) = await lookup.CubeAsync(cube, Caller.Of(context), context.RequestAborted);
        return shelf.State(dataset.Dataset, name);
    }

    private static async Task<PyramidState> Make(string cube, HttpContext context, RunLookup lookup, PyramidShelf shelf)
    {
        var (dataset, name) = await lookup.CubeAsync(cube, Caller.Of(context), context.RequestAborted);
        return shelf.Want(dataset.Dataset, name, again: true);
    }

    private static async Task<PyramidState> Stop(string cube, HttpContext context, RunLookup lookup, PyramidShelf shelf)
    {
        var (dataset, name) = await lookup.CubeAsync(cube, Caller.Of(context), context.RequestAborted);
        return shelf.Stop(dataset.Dataset, name);
    }
}
