using System.Text.Json;
using System.Text.Json.Nodes;
using Etalon.Catalog;
using Etalon.Cubes;
using Etalon.Engine;

namespace Etalon.Server;

/// <summary>
/// Makes what a run has staged visible: the folder is moved to its place, then one transaction publishes dataset, lineage and the
/// run's end, and deletes what the run was to delete. A crash before it leaves a folder that nobody refers to, a crash after it the
/// files of deleted datasets; both are swept at the next start.
/// </summary>
public sealed class RunPublication(EtalonHome home, CatalogDatabase catalog, TimeProvider clock)
{
    private const int MostAttempts = 60;

    /// <summary>Publishes a finished run.</summary>
    public async Task RunAsync(Guid run, RunRequest request, JsonObject result, string worker, CancellationToken cancellation)
    {
        var statistics = result["statistics"]!.DeepClone().AsObject();
        statistics["remarks"] = result["remarks"]?.DeepClone();
        var outputs = result["outputs"]!.AsArray();
        var deletes = Deletes(request, result);
        var datasets = new List<NewDataset>();
        var ports = new List<RunPort>();
        if (outputs.Count > 0)
        {
            var id = CatalogId.New(clock);
            var place = home.DatasetFolder(id);
            Directory.Move(Path.Combine(request.OutputFolder, "dataset"), place);
            Native.FileSpace.FlushFolder(home.Datasets);
            datasets.Add(Dataset(id, place, request, result));
            ports.AddRange(outputs.Select(output => new RunPort((string)output!["name"]!, id, (string)output["cube"]!["name"]!)));
        }

        await PublishAsync(
            new Catalog.RunResult(run, worker, datasets, ports)
            {
                Statistics = JsonSerializer.SerializeToElement(statistics),
                Deletes = deletes,
                Journal = "",
            },
            cancellation);
        StagingFolder.Remove(request.OutputFolder);
        foreach (var id in deletes)
        {
            await new DatasetDeletion(home, catalog, clock).ClearAsync(id, cancellation);
        }
    }

    /// <summary>
    /// A database that is being started again is asked until it answers. If its answer to a finished transaction was lost, the
    /// next attempt is refused because the run has ended; it was published then.
    /// </summary>
    private async Task PublishAsync(Catalog.RunResult result, CancellationToken cancellation)
    {
        var attempt = 0;
        while (true)
        {
            attempt++;
            try
            {
                await new PublishRun(catalog.Source, clock).RunAsync(result, cancellation);
                return;
            }
            catch (Npgsql.NpgsqlException fault) when (fault is not Npgsql.PostgresException { IsTransient: false } && attempt < MostAttempts)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(500), clock, cancellation);
            }
            catch (RefusalException)
            {
                if (attempt > 1 && await IsDoneAsync(result.RunId, cancellation))
                {
                    return;
                }

                foreach (var dataset in result.Datasets)
                {
                    StagingFolder.Remove(home.DatasetFolder(dataset.Id));
                }

                throw;
            }
        }
    }

    private async Task<bool> IsDoneAsync(Guid run, CancellationToken cancellation) =>
        (await new GetRun(catalog.Source).RunAsync(run, Viewer.System, cancellation)).Run.State == RunState.Done;

    /// <summary>The datasets of the inputs that a step of the run wants deleted.</summary>
    private static Guid[] Deletes(RunRequest request, JsonObject result) =>
        [.. (result["deletes"] as JsonArray ?? []).Select(name => request.Inputs[(string)name!].Dataset).OfType<Guid>().Distinct()];

    private static NewDataset Dataset(Guid id, string place, RunRequest request, JsonObject result)
    {
        var cubes = result["outputs"]!.AsArray().Select(output => CatalogCubes.Of(output!["cube"]!.AsObject())).ToArray();
        var metadata = PlainMetadata.Of(result["metadata"] as JsonObject ?? []);
        return new NewDataset(id, NameOf(request, cubes), Path.Combine("datasets", id.ToString()), "zarr")
        {
            Bytes = (long?)result["bytes"] ?? Fingerprint.Bytes(place),
            ContentId = (string?)result["contentId"],
            Cubes = cubes,
            Metadata = JsonSerializer.SerializeToElement(metadata),
            Quantities = MetadataQuantities.Of(metadata),
        };
    }

    private static string NameOf(RunRequest request, CatalogCube[] cubes)
    {
        if (request.Name.Length > 0)
        {
            return request.Name;
        }

        var what = (string?)request.Workflow["name"] ?? "result";
        return cubes.Length == 1 ? $"{what} {cubes[0].Name}" : what;
    }
}
