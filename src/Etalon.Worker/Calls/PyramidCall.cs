using System.Text.Json.Nodes;
using Etalon.Cubes;
using Etalon.Storage;

namespace Etalon.Worker;

/// <summary>Makes the pyramid of a cube, so that it can be looked at from afar without being read.</summary>
internal sealed class PyramidCall(DatasetFormats formats) : ICall
{
    /// <inheritdoc />
    public string Name => "pyramid";

    /// <inheritdoc />
    public Reply Answer(JsonObject message, Action<JsonObject> progress, CancellationToken cancellation)
    {
        using var dataset = formats.Open((string)message["path"]!);
        using var reader = dataset.Open((string)message["cube"]!);
        var shape = PyramidShape.Of(reader.Cube, reader.Chunks) ?? throw new RefusalException(
            "small-cube", $"No axis of '{reader.Cube.Name}' is longer than 256: there is nothing to make smaller.", "Look at it as it is.");
        using var store = formats["zarr"].Create((string)message["to"]!, new Dictionary<string, string>(StringComparer.Ordinal));
        var told = 0.0;
        new PyramidBuild(reader, shape).Run(
            store,
            done =>
            {
                if (done - told >= 0.01)
                {
                    told = done;
                    progress(new JsonObject { ["done"] = done });
                }
            },
            cancellation);
        return new Reply(new JsonObject { ["levels"] = shape.Levels.Length });
    }
}
