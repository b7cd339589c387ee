using System.Text.Json.Nodes;
using Etalon.Catalog;

namespace Etalon.Server;

/// <summary>Health, status and the landing page.</summary>
internal static class SystemEndpoints
{
    /// <summary>Maps <c>/api/health</c> (public) and <c>/api/status</c>.</summary>
    public static void MapSystem(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/health", () => new { status = "ok", version = EtalonServer.Version }).WithTags("System").WithName("Health");
        routes.MapGet("/api/status", Status).WithTags("System").WithName("Status");
    }

    /// <summary>Maps the page that a browser sees at the root.</summary>
    public static void MapLanding(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/", () => Results.Text(LandingPage.Html, "text/html; charset=utf-8")).ExcludeFromDescription();

    private static JsonObject Status(EtalonHome home, ServerOptions options, CatalogDatabase catalog, WorkerPool workers, OphidiaDoor door) => new()
    {
        ["version"] = EtalonServer.Version,
        ["home"] = home.Folder,
        ["database"] = catalog.Cluster is null ? "outside (ETALON_DATABASE)" : "private PostgreSQL",
        ["diskFreeBytes"] = new DriveInfo(home.Folder).AvailableFreeSpace,
        ["budgetBytes"] = options.BudgetBytes,
        ["processors"] = Environment.ProcessorCount,
        ["ophidia"] = new JsonObject { ["port"] = door.Port, ["trouble"] = door.Trouble },
        ["workers"] = new JsonArray([.. workers.Alive.Select(worker => (JsonNode)new JsonObject
        {
            ["kind"] = worker.Kind,
            ["process"] = worker.Process.ProcessId,
            ["openCalls"] = worker.Process.OpenCalls,
        })]),
    };
}
