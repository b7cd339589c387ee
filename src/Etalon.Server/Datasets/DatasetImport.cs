using System.Text.Json;
using System.Text.Json.Nodes;
using Etalon.Catalog;
using Etalon.Cubes;
using Etalon.Engine;

namespace Etalon.Server;

/// <summary>Brings files in: as a run of the operator <c>import</c>, or by cataloguing them where they are.</summary>
public sealed class DatasetImport(ServerOptions options, WorkerPool workers, CatalogDatabase catalog, RunSubmission submission, TimeProvider clock)
{
    /// <summary>Imports one file or folder.</summary>
    public Task<RunView> RunAsync(ImportOrder order, Viewer viewer, CancellationToken cancellation)
    {
        if (!Path.IsPathRooted(order.Path))
        {
            throw new RefusalException("relative-path", $"'{order.Path}' is no full path.", "Give the path from the root on; the server has no current folder.");
        }

        // The worker checks again when it opens the file; said here, it is said before anything is done.
        var path = FileRoots.Check(viewer.IsAdministrator ? null : options.ImportRoots, order.Path);
        return order.InPlace ? CatalogueAsync(order with { Path = path }, viewer, cancellation) : submission.RunAsync(AsRun(order), viewer, cancellation);
    }

    /// <summary>Imports files that the viewer has sent; the run may read these, as it may read nobody else's.</summary>
    public Task<RunView> RunUploadAsync(ImportOrder order, Viewer viewer, CancellationToken cancellation) => submission.RunAsync(AsRun(order), viewer, cancellation);

    private static RunOrder AsRun(ImportOrder order) => new()
    {
        Operator = "import",
        Name = order.Name.Length > 0 ? order.Name : Path.GetFileName(order.Path.TrimEnd('/')),
        Codec = order.Codec,
        Set = new JsonObject { ["path"] = order.Path, ["cubes"] = new JsonArray([.. order.Cubes.Select(cube => (JsonNode)cube)]) },
    };

    private async Task<RunView> CatalogueAsync(ImportOrder order, Viewer viewer, CancellationToken cancellation)
    {
        var seen = (await workers.CallAsync(
            WorkerKind.Interactive, ForeignFiles.Of(order.Path), "inspect", new JsonObject { ["path"] = order.Path }, cancellation: cancellation)).Result;
        var all = seen["cubes"]!.AsArray().Select(cube => cube!.AsObject()).ToArray();
        var unknown = order.Cubes.FirstOrDefault(name => !Array.Exists(all, cube => string.Equals((string?)cube["name"], name, StringComparison.Ordinal)));
        if (unknown is not null)
        {
            throw Refusal.Unknown("cube", unknown, all.Select(cube => (string)cube["name"]!));
        }

        var cubes = order.Cubes.Count == 0 ? all : [.. all.Where(cube => order.Cubes.Contains((string)cube["name"]!, StringComparer.Ordinal))];
        if (cubes.Length == 0)
        {
            throw new RefusalException("no-cubes", $"'{order.Path}' holds no cube.", "Only arrays of numbers become cubes.");
        }

        var metadata = PlainMetadata.Of(seen["attributes"]!.AsObject());
        var id = CatalogId.New(clock);
        var dataset = new NewDataset(
            id, order.Name.Length > 0 ? order.Name : Path.GetFileName(order.Path.TrimEnd('/')), order.Path, (string)seen["format"]!)
        {
            External = true,
            Bytes = (long)seen["bytes"]!,
            ContentId = (string?)seen["contentId"],
            CreatedBy = viewer.Person,
            Cubes = [.. cubes.Select(CatalogCubes.Of)],
            Metadata = JsonSerializer.SerializeToElement(metadata),
            Quantities = MetadataQuantities.Of(metadata),
        };
        await new RegisterDataset(catalog.Source, clock).RunAsync(dataset, DatasetState.Published, cancellation);
        return new RunView(null, "done", cubes.ToDictionary(cube => (string)cube["name"]!, cube => new CubePlace(id, (string)cube["name"]!), StringComparer.Ordinal))
        {
            Operator = "import",
            Name = dataset.Name,
            Remarks = [.. seen["remarks"]!.AsArray().Select(remark => (string)remark!)],
        };
    }
}
