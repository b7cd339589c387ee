using System.Text.Json.Nodes;
using Etalon.Catalog;

namespace Etalon.Server;

/// <summary>
/// The nodes of HDF5 files that are read in place, as their writers have laid them out. Such a file may be hostile: a worker that does
/// nothing else meanwhile looks into it, and has only so much time.
/// </summary>
public sealed class FileNodes(EtalonHome home, WorkerPool workers, ViewDesk desk)
{
    // Less than any HDF5 file has; devices and pipes, which could block for ever, show a length of 0.
    private const long SmallestFileBytes = 96;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private static ReadOnlySpan<byte> Letters => [0x89, (byte)'H', (byte)'D', (byte)'F'];

    /// <summary>Whether a dataset is such a file.</summary>
    internal bool Has(DatasetSummary dataset)
    {
        if (!dataset.External || dataset.Format is not "netcdf")
        {
            return dataset.External && dataset.Format is "hdf5";
        }

        var path = home.Resolve(dataset.Location);
        if (new FileInfo(path) is not { Exists: true, Length: >= SmallestFileBytes })
        {
            return false;
        }

        try
        {
            using var file = File.OpenHandle(path);
            Span<byte> head = stackalloc byte[4];
            return RandomAccess.Read(file, head, 0) == head.Length && head.SequenceEqual(Letters);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Answers a question about a node, from memory if it was answered before and depends on nothing but the file.</summary>
    /// <param name="dataset">The file.</param>
    /// <param name="ask">What is asked: <c>meta</c>, <c>attr</c>, <c>paths</c>, <c>json</c>, <c>bytes</c>, <c>stats</c>.</param>
    /// <param name="node">The path of the node.</param>
    /// <param name="message">What belongs to the question.</param>
    /// <param name="form">In which form the answer goes out, where there are several.</param>
    /// <param name="context">The request; when it is given up, the reading stops.</param>
    /// <param name="read">Makes the answer of what the worker says.</param>
    internal Task<IResult> AnswerAsync(
        DatasetSummary dataset, string ask, string node, JsonObject message, string form, HttpContext context, Func<WorkerReply, View> read) =>
        desk.AnswerAsync(dataset, $"h5 node {ask} {form}\n{node}\n{message.ToJsonString()}", context, async () =>
        {
            var path = home.Resolve(dataset.Location);
            (message["path"], message["ask"], message["node"]) = (path, ask, node);
            var reply = await workers.CallAsync(
                WorkerKind.Interactive, ForeignFiles.Of(path) with { Limit = Limit }, "node", message, cancellation: context.RequestAborted);
            return reply.Result["tooMany"] is { } bytes
                ? throw H5Refusals.TooMany((double)bytes, (string)reply.Result["suggested"]!, context)
                : read(reply) with { IsPassing = (bool)reply.Result["leftFile"]! };
        });
}
