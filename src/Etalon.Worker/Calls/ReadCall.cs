using System.Text.Json.Nodes;
using Etalon.Cubes;
using Etalon.Engine;
using Etalon.Storage;

namespace Etalon.Worker;

/// <summary>Reads a region of a cube; the samples follow as raw little-endian bytes.</summary>
internal sealed class ReadCall(DatasetFormats formats) : ICall
{
    /// <summary>More than this is an export, not a look.</summary>
    private const long MostBytes = 256L << 20;

    /// <inheritdoc />
    public string Name => "read";

    /// <inheritdoc />
    public unsafe Reply Answer(JsonObject message, Action<JsonObject> progress, CancellationToken cancellation)
    {
        using var dataset = formats.Open((string)message["path"]!);
        var name = (string?)message["cube"] ?? "";
        using var reader = dataset.Open(name.Length > 0 ? name : dataset.DefaultCube);
        var region = RegionText.Parse(reader.Cube, message["region"]?.AsObject());
        var bytes = region.Samples * reader.Cube.Type.Bytes();
        if (bytes > MostBytes)
        {
            throw new RefusalException(
                "region-too-large", $"The region {region} has {bytes / 1e6:F1} MB; at most {MostBytes / 1e6:F1} MB are shown at once.",
                "Choose a smaller region, or export the cube.", RefusalKind.TooLarge);
        }

        using var pool = new BufferPool(bytes + (1L << 30));
        var samples = new byte[bytes];
        fixed (byte* first = samples)
        {
            reader.Read(region, first, pool, cancellation);
        }

        return new Reply(
            new JsonObject
            {
                ["cube"] = CubeInfoJson.ToJson(RegionText.Crop(reader.Cube, region)),
                ["start"] = new JsonArray([.. region.Start.Select(value => (JsonNode)value)]),
                ["length"] = new JsonArray([.. region.Length.Select(value => (JsonNode)value)]),
            },
            samples);
    }
}
