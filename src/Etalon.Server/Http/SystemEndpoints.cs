using System.Text.Json.Nodes;
using Etalon.Catalog;

namespace Etalon.Server;

/// <summary>Health and status.</summary>
internal static class SystemEndpoints
{
    /// <summary>Maps <c>/api/health</c> (public) and <c>/api/status</c>.</summary>
    public static void MapSystem(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/health", () => new { status = "ok", version = EtalonServer.Version }).WithTags("System").WithName("Health").WithMetadata(OpenToAll.Mark);
        routes.MapGet("/api/status", Status).WithTags("System").WithName("Status");
    }

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
