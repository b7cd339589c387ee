using System.Text.Json.Nodes;
using Etalon.Catalog;
using Etalon.Cubes;

namespace Etalon.Server;

/// <summary>Takes cubes out, as a run of the operator <c>export</c>.</summary>
public sealed class DatasetExport(RunLookup lookup, RunSubmission submission)
{
    /// <summary>Exports a cube, or all cubes of a dataset.</summary>
    public async Task<RunView> RunAsync(ExportOrder order, Viewer viewer, CancellationToken cancellation)
    {
        if (!Path.IsPathRooted(order.Path))
        {
            throw new RefusalException("relative-path", $"'{order.Path}' is no full path.", "Give the path from the root on; the server has no current folder.");
        }

        var cubes = new List<string> { order.Cube };
        if (!order.Cube.Contains('/', StringComparison.Ordinal))
        {
            var dataset = await lookup.DatasetAsync(order.Cube, viewer, cancellation);
            cubes = [.. dataset.Cubes.Select(cube => $"{order.Cube}/{cube.Name}")];
        }

        return await submission.RunAsync(
            new RunOrder
            {
                Operator = "export",
                Inputs = new JsonObject { ["cubes"] = new JsonArray([.. cubes.Select(cube => (JsonNode)cube)]) },
                Set = new JsonObject { ["format"] = order.Format, ["path"] = order.Path, ["options"] = order.Options.DeepClone() },
                Cache = false,
            },
            viewer, cancellation);
    }
}
