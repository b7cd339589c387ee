using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Etalon.Catalog;
using Etalon.Cubes;

namespace Etalon.Server;

/// <summary>Brings the numbers of arrays: samples through a worker, coordinates from the catalogue.</summary>
public sealed class TreeArrays(EtalonHome home, WorkerPool workers)
{
    /// <summary>The most bytes that are read for one answer.</summary>
    public const long MostBytes = 256L << 20;

    /// <summary>The part of an array that a selection names.</summary>
    internal async Task<RawArray> ReadAsync(DatasetSummary dataset, TreeNode node, AxisPart[] parts, bool isWide, CancellationToken cancellation)
    {
        ImmutableArray<long> shape = [.. parts.Where(static part => !part.IsOne).Select(static part => part.Count)];
        if (node.Cube is null)
        {
            var (coordinates, part) = (node.Axis!.Coordinates!, parts[0]);
            var numbers = new double[part.Count];
            for (var i = 0L; i < numbers.LongLength; i++)
            {
                numbers[i] = coordinates[part.Start + (i * part.Step)];
            }

            return new RawArray(SampleType.Float64, shape, MemoryMarshal.AsBytes<double>(numbers).ToArray());
        }

        var message = Message(dataset, node, parts);
        message["wide"] = isWide && node.Type == SampleType.Float16;
        var reply = await CallAsync(dataset, message, cancellation);
        return new RawArray(isWide && node.Type == SampleType.Float16 ? SampleType.Float32 : node.Type, shape, reply.Payload);
    }

    /// <summary>The extremes, the mean and the deviation of a part of a cube.</summary>
    internal async Task<JsonObject> SummaryAsync(DatasetSummary dataset, TreeNode node, AxisPart[] parts, CancellationToken cancellation)
    {
        var message = Message(dataset, node, parts);
        message["summary"] = true;
        return (await CallAsync(dataset, message, cancellation)).Result;
    }

    private Task<WorkerReply> CallAsync(DatasetSummary dataset, JsonObject message, CancellationToken cancellation) => workers.CallAsync(
        WorkerKind.Interactive, dataset.External ? ForeignFiles.Of(dataset.Location) : null, "select", message, cancellation: cancellation);

    private JsonObject Message(DatasetSummary dataset, TreeNode node, AxisPart[] parts) => new()
    {
        ["path"] = home.Resolve(dataset.Location),
        ["cube"] = node.Cube!.Name,
        ["start"] = List(parts.Select(static part => part.Count == 0 ? 0 : part.Start)),
        ["count"] = List(parts.Select(static part => part.Count)),
        ["step"] = List(parts.Select(static part => part.Step)),
    };

    private static JsonArray List(IEnumerable<long> numbers) => [.. numbers.Select(static number => (JsonNode)number)];
}
