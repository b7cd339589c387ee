using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace Etalon.Server;

/// <summary>What the server knows of operators: which of them open files. It asks a worker, and again when a name is new.</summary>
public sealed class OperatorKinds(WorkerPool workers)
{
    private FrozenDictionary<string, string> _kinds = FrozenDictionary<string, string>.Empty;

    /// <summary>The files that the steps of a workflow bring in, as far as it can be read; the worker says what is wrong with it.</summary>
    public async Task<IReadOnlyList<string>> FilesOfAsync(JsonObject workflow, CancellationToken cancellation)
    {
        var nodes = (workflow["nodes"] as JsonObject ?? []).Select(node => node.Value).OfType<JsonObject>().ToArray();
        var files = new List<string>();
        foreach (var node in nodes)
        {
            if (Text(node["op"]) is { } name && await IsFileSourceAsync(name, cancellation))
            {
                files.Add(Text((node["set"] as JsonObject)?["path"]) ?? name);
            }
        }

        return files;
    }

    private async Task<bool> IsFileSourceAsync(string name, CancellationToken cancellation)
    {
        if (!_kinds.ContainsKey(name))
        {
            var reply = await workers.CallAsync(WorkerKind.Interactive, "operators", [], cancellation: cancellation);
            _kinds = reply.Result["operators"]!.AsArray()
                .ToFrozenDictionary(entry => (string)entry!["name"]!, entry => (string)entry!["kind"]!, StringComparer.Ordinal);
        }

        return _kinds.TryGetValue(name, out var kind) && string.Equals(kind, "filesource", StringComparison.Ordinal);
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
