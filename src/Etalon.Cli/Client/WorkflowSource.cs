using System.Text.Json;
using System.Text.Json.Nodes;

namespace Etalon.Cli;

/// <summary>Reads workflows: those that come with Etalon by name, others from files.</summary>
internal static class WorkflowSource
{
    private static readonly JsonDocumentOptions Relaxed = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>A workflow that comes with Etalon, as it was written: <c>name</c>, <c>text</c>, ….</summary>
    public static Task<JsonNode> FindAsync(EtalonClient client, string name, CancellationToken cancellation) =>
        client.GetAsync($"api/workflows/{Uri.EscapeDataString(name)}", cancellation);

    /// <summary>A workflow that comes with Etalon, to be run.</summary>
    public static async Task<JsonNode> ShippedAsync(EtalonClient client, string name, CancellationToken cancellation) =>
        Parse((string)(await FindAsync(client, name, cancellation))["text"]!, name);

    /// <summary>A workflow from a file.</summary>
    /// <exception cref="ClientRefusalException"><c>missing-file</c>, <c>bad-workflow</c>.</exception>
    public static JsonNode Read(string file) => File.Exists(file)
        ? Parse(File.ReadAllText(file), file)
        : throw new ClientRefusalException(ExitCodes.Missing, "missing-file", $"There is no file '{file}'.", "Workflows that come with Etalon are run by name; see 'etalon workflow list'.");

    private static JsonNode Parse(string text, string source)
    {
        try
        {
            return JsonNode.Parse(text, nodeOptions: null, Relaxed) as JsonObject
                ?? throw new ClientRefusalException(
                    ExitCodes.Refused, "bad-workflow", $"'{source}' is no workflow: it is no JSON object.", "The workflow file is described in docs/reference/workflow.md.");
        }
        catch (JsonException fault)
        {
            throw new ClientRefusalException(
                ExitCodes.Refused, "bad-workflow", $"'{source}' is no JSON: {fault.Message}", "The workflow file is described in docs/reference/workflow.md.");
        }
    }
}
