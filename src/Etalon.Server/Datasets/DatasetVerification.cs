using System.Text.Json.Nodes;
using Etalon.Catalog;

namespace Etalon.Server;

/// <summary>Reads every byte of a dataset and checks it.</summary>
public sealed class DatasetVerification(EtalonHome home, WorkerPool workers, RunLookup lookup)
{
    /// <summary>Verifies one dataset.</summary>
    public async Task<JsonObject> RunAsync(string id, Viewer viewer, CancellationToken cancellation)
    {
        var dataset = (await lookup.DatasetAsync(id, viewer, cancellation)).Dataset;
        var reply = await workers.CallAsync(
            WorkerKind.Batch, "verify",
            new JsonObject
            {
                ["path"] = home.Resolve(dataset.Location),
                ["contentId"] = dataset.ContentId,
                ["external"] = dataset.External,
            },
            cancellation: cancellation);
        return reply.Result;
    }
}
