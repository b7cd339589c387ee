using System.Text.Json.Nodes;
using Etalon.Cubes;
using Etalon.Engine;
using Etalon.Storage;

namespace Etalon.Worker;

/// <summary>Reads every byte of a dataset and checks it: shards against their checksums, files in place against their content id.</summary>
internal sealed class VerifyCall : ICall
{
    /// <inheritdoc />
    public string Name => "verify";

    /// <inheritdoc />
    public Reply Answer(JsonObject message, Action<JsonObject> progress, CancellationToken cancellation)
    {
        var path = (string)message["path"]!;
        return (bool?)message["external"] == true
            ? InPlace(path, (string?)message["contentId"] ?? "", cancellation)
            : Store(path, progress, cancellation);
    }

    private static Reply InPlace(string path, string expected, CancellationToken cancellation)
    {
        if (!File.Exists(path) && !Directory.Exists(path))
        {
            throw Refusal.NoSuchFile(path);
        }

        var found = Fingerprint.Of(path, cancellation);
        var faults = string.Equals(found, expected, StringComparison.Ordinal)
            ? new JsonArray()
            : new JsonArray($"{path}: the content has changed since it was catalogued ({expected} then, {found} now)");
        return new Reply(new JsonObject { ["checked"] = 1, ["faults"] = faults });
    }

    private static Reply Store(string path, Action<JsonObject> progress, CancellationToken cancellation)
    {
        var files = 0L;
        var damages = ZarrVerify.Run(
            path,
            state =>
            {
                files = state.Files;
                progress(new JsonObject { ["done"] = state.TotalFiles == 0 ? 1 : (double)state.Files / state.TotalFiles });
            },
            cancellation);
        return new Reply(new JsonObject
        {
            ["checked"] = files,
            ["faults"] = new JsonArray([.. damages.Select(damage => (JsonNode)damage.ToString())]),
        });
    }
}
