using System.Text;
using System.Text.Json.Nodes;
using Etalon.Cubes;
using Etalon.Native;
using Etalon.Storage;

namespace Etalon.Worker;

/// <summary>
/// Looks into an HDF5 file as its writer has laid it out: describes a node, reads its attributes or a part of it, lists what is below it.
/// The answer follows as raw bytes, JSON where nothing else is said.
/// </summary>
internal sealed class NodeCall : ICall
{
    /// <summary>What a look may take of this machine's memory, whatever the file asks for: the parts read, their text, and as much again.</summary>
    private const long MostMemory = 2L << 30;

    /// <inheritdoc />
    public string Name => "node";

    /// <inheritdoc />
    public Reply Answer(JsonObject message, Action<JsonObject> progress, CancellationToken cancellation)
    {
        using var ceiling = new MemoryCeiling(MostMemory);
        using var tree = Hdf5Tree.Open((string)message["path"]!);
        var node = (string)message["node"]!;
        var reply = (string)message["ask"]! switch
        {
            "meta" => Json(tree.Describe(node, Enum.Parse<LinkResolution>((string)message["links"]!), cancellation)),
            "attr" => Json(tree.Attributes(node, [.. message["names"]!.AsArray().Select(static name => (string)name!)], cancellation)),
            "paths" => Json(tree.Paths(node, cancellation)),
            _ => Part(tree, node, message, cancellation),
        };
        reply.Result["leftFile"] = tree.LeftFile;
        return reply;
    }

    private static Reply Json(byte[] text) => new([], text);

    private static Reply Part(Hdf5Tree tree, string node, JsonObject message, CancellationToken cancellation)
    {
        using var array = tree.Array(node);
        var parts = AxisPart.Parse((string?)message["selection"], array.Shape ?? []);
        var bytes = AxisPart.Bytes(parts, array.ElementBytes);
        if (bytes > Hdf5NodeArray.MostBytes)
        {
            return new Reply(new JsonObject { ["tooMany"] = bytes, ["suggested"] = AxisPart.Suggested(array.Shape!, array.ElementBytes, Hdf5NodeArray.MostBytes) });
        }

        var isSafe = (bool?)message["safe"] ?? false;
        if (isSafe && !array.IsNumeric)
        {
            throw new RefusalException("no-numbers", $"Unsupported dtype safe for non-numeric data: '{node}' has no numbers.", "Leave dtype out.");
        }

        return (string)message["ask"]! switch
        {
            "json" => Json(array.Json(parts, (bool?)message["flat"] ?? false, cancellation)),
            "bytes" => Bytes(array, parts, isSafe, cancellation),
            _ => Statistics(array, node, parts, cancellation),
        };
    }

    private static Reply Bytes(Hdf5NodeArray array, AxisPart[] parts, bool isSafe, CancellationToken cancellation)
    {
        var (bytes, type) = array.Bytes(parts, isSafe, cancellation);
        return new Reply(
            new JsonObject
            {
                ["type"] = type?.Name(),
                ["numpy"] = array.NumpyName,
                ["shape"] = new JsonArray([.. parts.Where(static part => !part.IsOne).Select(static part => (JsonNode)part.Count)]),
            },
            bytes);
    }

    private static Reply Statistics(Hdf5NodeArray array, string node, AxisPart[] parts, CancellationToken cancellation) => array.IsMeasurable
        ? Json(Encoding.UTF8.GetBytes(SelectCall.Summary(array.Shape is null ? [] : array.Numbers(parts, cancellation)).ToJsonString()))
        : throw new RefusalException("no-stats", $"'{node}' has no numbers of which statistics could be taken.", "Read it with /h5/data.");
}
