using System.Text.Json.Nodes;
using Etalon.Catalog;
using Etalon.Cubes;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>Reads samples of kept cubes through a worker, block by block.</summary>
internal sealed class CubeSamples(WorkerPool workers, EtalonHome home, RunLookup lookup)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>Where the samples of a cube lie.</summary>
    public async Task<(string Path, string Cube, ForeignFiles? Files)> FindAsync(KeptCube samples, CancellationToken cancellation)
    {
        // Whether the cube may be seen was decided when it was found; most datasets lie where their number says.
        var usual = Guid.TryParse(samples.Dataset, out var id) ? home.DatasetFolder(id) : "";
        if (Directory.Exists(usual))
        {
            return (usual, samples.Cube, null);
        }

        var dataset = (await lookup.DatasetAsync(samples.Dataset, Viewer.System, cancellation)).Dataset;
        return (home.Resolve(dataset.Location), samples.Cube, dataset.External ? ForeignFiles.Of(dataset.Location) : null);
    }

    /// <summary>
    /// The blocks with what is chosen of them. The first one is read now, so that what goes wrong goes wrong before anything is answered; the
    /// others while they are taken, each while the one before is being used.
    /// </summary>
    /// <param name="samples">The cube.</param>
    /// <param name="info">Its axes.</param>
    /// <param name="blocks">What is wanted.</param>
    /// <param name="cancellation">Gives up the first block.</param>
    public async Task<IEnumerable<(RowBlock Block, ReadOnlyMemory<byte> Samples)>> ReadAsync(
        KeptCube samples, CubeInfo info, IEnumerable<RowBlock> blocks, CancellationToken cancellation)
    {
        return await ReadAsync(await FindAsync(samples, cancellation), info, blocks, cancellation);
    }

    /// <summary>The same of any file, by path and name of the cube.</summary>
    public async Task<IEnumerable<(RowBlock Block, ReadOnlyMemory<byte> Samples)>> ReadAsync(
        (string Path, string Cube, ForeignFiles? Files) place, CubeInfo info, IEnumerable<RowBlock> blocks, CancellationToken cancellation)
    {
        var first = blocks.FirstOrDefault();
        var read = first is null ? [] : await ReadAsync(place, info, first.Region, cancellation);
        return Follow(place, info, blocks, read);
    }

    private IEnumerable<(RowBlock Block, ReadOnlyMemory<byte> Samples)> Follow(
        (string Path, string Cube, ForeignFiles? Files) place, CubeInfo info, IEnumerable<RowBlock> blocks, byte[] first)
    {
        var next = Task.FromResult(first);
        RowBlock? waiting = null;
        foreach (var block in blocks)
        {
            if (waiting is not null)
            {
                var samples = next.GetAwaiter().GetResult();
                next = LimitedAsync(place, info, block.Region);
                yield return (waiting, waiting.Gather(samples));
            }

            waiting = block;
        }

        if (waiting is not null)
        {
            yield return (waiting, waiting.Gather(next.GetAwaiter().GetResult()));
        }
    }

    private async Task<byte[]> LimitedAsync((string Path, string Cube, ForeignFiles? Files) place, CubeInfo info, Region region)
    {
        // Taken while a reply is written: the task that has asked for it is over by then, and with it its cancellation.
        using var limit = new CancellationTokenSource(Longest);
        return await ReadAsync(place, info, region, limit.Token);
    }

    private async Task<byte[]> ReadAsync((string Path, string Cube, ForeignFiles? Files) place, CubeInfo info, Region region, CancellationToken cancellation)
    {
        var wanted = new JsonObject();
        for (var axis = 0; axis < region.Rank; axis++)
        {
            wanted[info.Axes[axis].Name] = $"{region.Start[axis]}:{region.End(axis)}";
        }

        var reply = await workers.CallAsync(
            WorkerKind.Interactive, place.Files, "read", new JsonObject { ["path"] = place.Path, ["cube"] = place.Cube, ["region"] = wanted }, cancellation: cancellation);
        return reply.Payload;
    }
}
