using System.Collections.Immutable;
using Etalon.Cubes;
using Etalon.Operators;
using Etalon.Storage;

namespace Etalon.Engine;

/// <summary>Writes the inputs of a sink to a file of another format.</summary>
internal static class SinkSection
{
    /// <summary>Writes all inputs; returns the bytes written.</summary>
    public static long Run(
        ResolvedNode sink, IReadOnlyDictionary<string, ResolvedNode> nodes, SectionCubes cubes, DatasetFormats formats,
        BufferPool pool, int workers, ProgressMeter meter, CancellationToken cancellation)
    {
        var request = sink.Operator.SinkRequest(sink.Inputs);
        if (string.Equals(request.Format, SinkRequest.Delete, StringComparison.Ordinal))
        {
            return 0;
        }

        RequireFolder(request.Path);
        return WriteFile(
            formats[request.Format], request.Path, [.. sink.Links], [.. sink.Inputs.Ports.Select(port => SinkAttributes.Of(port.Cube, request))], nodes, cubes, pool, meter,
            cancellation, workers, request.Options, SinkAttributes.OfFile(request));
    }

    /// <summary>Writes cubes to a new file; returns the bytes written.</summary>
    public static long WriteFile(
        IDatasetFormat format, string path, GraphLink[] links, CubeInfo[] infos, IReadOnlyDictionary<string, ResolvedNode> nodes,
        SectionCubes cubes, BufferPool pool, ProgressMeter meter, CancellationToken cancellation, int workers = 1,
        ImmutableSortedDictionary<string, string>? options = null, AttributeSet? attributes = null)
    {
        options ??= ImmutableSortedDictionary<string, string>.Empty;
        using var dataset = format.Create(path, options);
        var writers = infos.Select(cube => dataset.Add(cube, LayoutOf(cube, options))).ToArray();
        for (var i = 0; i < writers.Length; i++)
        {
            if (!writers[i].TakesSamples)
            {
                continue;
            }

            Write(links[i], writers[i], nodes, cubes, pool, workers, meter, cancellation);
        }

        dataset.Complete(attributes ?? AttributeSet.Empty);
        return writers.Sum(writer => writer.BytesWritten);
    }

    private static void RequireFolder(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (folder is not null && !Directory.Exists(folder))
        {
            throw new RefusalException(
                "missing-folder", $"There is no folder '{folder}', so '{Path.GetFileName(path)}' cannot be written there.",
                "Make the folder first, or choose another place.", RefusalKind.Missing);
        }
    }

    private static unsafe void Write(
        GraphLink link, ICubeWriter writer, IReadOnlyDictionary<string, ResolvedNode> nodes, SectionCubes cubes, BufferPool pool,
        int workers, ProgressMeter meter, CancellationToken cancellation)
    {
        var ledger = new CompletionLedger(writer, static _ => { });
        var count = writer.Chunks.Count;
        var next = -1L;
        WorkerTeam.Run(
            (int)Math.Min(workers, count),
            (_, stop) =>
            {
                using var puller = new TilePuller(nodes, cubes, pool, []);
                for (var i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next))
                {
                    stop.ThrowIfCancellationRequested();
                    var region = writer.Chunks[i];
                    using (var lease = puller.Pull(link, region, stop))
                    {
                        writer.Write(region, lease.Block.Pointer, pool, stop);
                    }

                    puller.EndTile();
                    ledger.Wrote(region);
                    meter.Done(1, region.Samples * writer.Cube.Type.Bytes());
                }
            },
            cancellation);
        ledger.Drain();
    }

    private static CubeLayout LayoutOf(CubeInfo cube, ImmutableSortedDictionary<string, string> options)
    {
        var layout = NeutralLayout.For(cube.Shape, cube.Type.Bytes());
        var codec = options.TryGetValue("codec", out var name) && Enum.TryParse<ChunkCodec>(name, ignoreCase: true, out var known)
            ? known
            : ChunkCodec.None;
        return new CubeLayout(layout.Chunk, layout.Shard, codec);
    }
}
