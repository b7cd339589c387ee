using System.Text.Json.Nodes;
using Etalon.Cubes;

namespace Etalon.Server;

/// <summary>Routes under <c>/api/operators</c>.</summary>
internal static class OperatorEndpoints
{
    /// <summary>Maps them.</summary>
    public static void MapOperators(this IEndpointRouteBuilder routes)
    {
        var operators = routes.MapGroup("/api/operators").WithTags("Operators");
        operators.MapGet("/", List).WithName("ListOperators");
        operators.MapGet("/{name}", Get).WithName("GetOperator");
    }

    /// <summary>What people may order.</summary>
    private static async Task<JsonObject> List(WorkerPool workers, CancellationToken cancellation)
    {
        var all = await AllAsync(workers, cancellation);
        all["operators"]!.AsArray().RemoveAll(static entry => (bool)entry!["reserved"]!);
        return all;
    }

    private static async Task<JsonObject> AllAsync(WorkerPool workers, CancellationToken cancellation) =>
        (await workers.CallAsync(WorkerKind.Interactive, "operators", [], cancellation: cancellation)).Result;

    private static async Task<JsonObject> Get(string name, WorkerPool workers, CancellationToken cancellation)
    {
        var all = (await AllAsync(workers, cancellation))["operators"]!.AsArray();
        var found = all.FirstOrDefault(entry => string.Equals((string?)entry!["name"], name, StringComparison.Ordinal));
        return found?.AsObject() ?? throw Refusal.Unknown("operator", name, all.Select(entry => (string)entry!["name"]!));
    }
}
