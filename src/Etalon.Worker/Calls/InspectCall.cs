using System.Text.Json.Nodes;
using Etalon.Cubes;
using Etalon.Engine;
using Etalon.Storage;

namespace Etalon.Worker;

/// <summary>Looks into a file or store: its format, cubes, attributes, remarks and content id.</summary>
internal sealed class InspectCall(DatasetFormats formats) : ICall
{
    /// <inheritdoc />
    public string Name => "inspect";

    /// <inheritdoc />
    public Reply Answer(JsonObject message, Action<JsonObject> progress, CancellationToken cancellation)
    {
        var path = (string)message["path"]!;
        var format = formats.Find(path);
        using var dataset = format.Open(path);
        return new Reply(new JsonObject
        {
            ["format"] = format.Name,
            ["default"] = dataset.DefaultCube,
            ["cubes"] = new JsonArray([.. dataset.Cubes.Select(cube => (JsonNode)CubeInfoJson.ToJson(cube))]),
            ["attributes"] = CubeInfoJson.ToJson(dataset.Attributes),
            ["remarks"] = new JsonArray([.. dataset.Remarks.Select(remark => (JsonNode)remark)]),
            ["contentId"] = Fingerprint.Of(path, cancellation),
            ["bytes"] = Fingerprint.Bytes(path),
        });
    }
}
