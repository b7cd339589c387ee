using System.Text.Json.Nodes;
using Etalon.Cubes;

namespace Etalon.Server;

/// <summary>Routes under <c>/api/workflows</c>: the workflows that come with the operators.</summary>
internal static class WorkflowEndpoints
{
    /// <summary>Maps them.</summary>
    public static void MapWorkflows(this IEndpointRouteBuilder routes)
    {
        var workflows = routes.MapGroup("/api/workflows").WithTags("Workflows");
        workflows.MapGet("/", List).WithName("ListWorkflows");
        workflows.MapGet("/{name}", Get).WithName("GetWorkflow");
    }

    private static async Task<JsonObject> List(WorkerPool workers, CancellationToken cancellation) =>
        (await workers.CallAsync(WorkerKind.Interactive, "workflows", [], cancellation: cancellation)).Result;

    private static async Task<JsonObject> Get(string name, WorkerPool workers, CancellationToken cancellation)
    {
        var all = (await List(workers, cancellation))["workflows"]!.AsArray();
        var found = all.FirstOrDefault(entry => string.Equals((string?)entry!["name"], name, StringComparison.Ordinal));
        if (found is not null)
        {
            return found.AsObject();
        }

        var refusal = Refusal.Unknown("workflow", name, all.Select(entry => (string)entry!["name"]!));
        throw new RefusalException(refusal.Code, refusal.Message, refusal.Help, RefusalKind.Missing);
    }
}
