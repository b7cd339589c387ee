using System.Text.Json.Nodes;
using Etalon.Cubes;
using Etalon.Engine;
using Etalon.Storage;

namespace Etalon.Worker;

/// <summary>Computes something small of a cube by a few steps of a workflow; the samples follow, and nothing is kept.</summary>
internal sealed class ComputeCall(RunExecution execution, DatasetFormats formats) : ICall
{
    /// <summary>More than this is a cube to be made, not a look.</summary>
    private const long MostBytes = 64L << 20;

    /// <inheritdoc />
    public string Name => "compute";

    /// <inheritdoc />
    public Reply Answer(JsonObject message, Action<JsonObject> progress, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("etalon-compute-").FullName;
        try
        {
            var workflow = new JsonObject
            {
                ["etalon"] = 1,
                ["inputs"] = new JsonObject { ["cube"] = new JsonObject() },
                ["nodes"] = message["nodes"]!.DeepClone(),
                ["outputs"] = new JsonObject { ["result"] = (string)message["result"]! },
            };
            var request = new RunRequest(Guid.Empty, workflow, folder)
            {
                Inputs = new SortedDictionary<string, InputReference>(StringComparer.Ordinal)
                {
                    ["cube"] = new InputReference((string)message["path"]!, (string)message["cube"]!, ""),
                },
            };
            var result = execution.Execute(request, static _ => { }, cancellation);
            return Read(Path.Combine(folder, "dataset"), result.Outputs[0].Cube.Name, cancellation);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private unsafe Reply Read(string path, string cube, CancellationToken cancellation)
    {
        using var dataset = formats.Open(path);
        using var reader = dataset.Open(cube);
        var bytes = reader.Cube.Bytes;
        if (bytes > MostBytes)
        {
            throw new RefusalException(
                "result-too-large", $"The result has {bytes / 1e6:F1} MB; at most {MostBytes / 1e6:F1} MB are computed without keeping them.",
                "Choose a smaller part, or make a cube of it.", RefusalKind.TooLarge);
        }

        using var pool = new BufferPool(bytes + (1L << 30));
        var samples = new byte[bytes];
        fixed (byte* first = samples)
        {
            reader.Read(reader.Cube.Whole, first, pool, cancellation);
        }

        return new Reply(new JsonObject { ["cube"] = CubeInfoJson.ToJson(reader.Cube) }, samples);
    }
}
