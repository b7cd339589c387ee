using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Etalon.Cubes;

namespace Etalon.Operators;

/// <summary>The values of a workflow's parameters.</summary>
internal sealed partial class WorkflowSettings
{
    private readonly Dictionary<string, JsonNode?> _values = new(StringComparer.Ordinal);

    private WorkflowSettings()
    {
    }

    public static WorkflowSettings Of(WorkflowFile file, JsonObject settings)
    {
        foreach (var (name, _) in settings)
        {
            if (!file.Parameters.Any(parameter => string.Equals(parameter.Name, name, StringComparison.Ordinal)))
            {
                throw Refusal.Unknown("parameter", name, file.Parameters.Select(parameter => parameter.Name));
            }
        }

        var values = new WorkflowSettings();
        foreach (var parameter in file.Parameters)
        {
            var value = settings[parameter.Name] ?? parameter.Default;
            values._values[parameter.Name] = value is not null || !parameter.IsRequired
                ? value
                : throw new RefusalException(
                    "missing-parameter",
                    $"Parameter '{parameter.Name}' of the workflow is needed{(parameter.Doc.Length > 0 ? $": {parameter.Doc}" : "")}.",
                    $"Give it with --set {parameter.Name}=…");
        }

        return values;
    }

    public JsonObject Fill(JsonObject json) => (JsonObject)Fill((JsonNode)json)!;

    public string Fill(string text) => Reference().Replace(text, match => TextOf(Value(match.Groups["name"].Value)));

    private JsonNode? Fill(JsonNode node)
    {
        switch (node)
        {
            case JsonObject json:
                // What is set to nothing is not set.
                return new JsonObject(json
                    .Select(pair => KeyValuePair.Create(pair.Key, pair.Value is null ? null : Fill(pair.Value)))
                    .Where(pair => pair.Value is not null || json[pair.Key] is null));
            case JsonArray array:
                return new JsonArray([.. array.Select(item => item is null ? null : Fill(item))]);
            default:
                if (node.GetValueKind() != JsonValueKind.String)
                {
                    return node.DeepClone();
                }

                var text = node.GetValue<string>();
                var match = Reference().Match(text);
                // A text that is nothing but a reference takes the value with its type; within a text it is written out.
                return match.Success && match.Length == text.Length
                    ? Value(match.Groups["name"].Value)?.DeepClone()
                    : JsonValue.Create(Fill(text));
        }
    }

    /// <summary>A condition knows numbers only: yes is 1, no and nothing are 0.</summary>
    public string FillCondition(string text) => Reference().Replace(text, match => TextOf(Value(match.Groups["name"].Value)) switch
    {
        "true" => "1",
        "false" or "" => "0",
        var number => number,
    });

    private JsonNode? Value(string name) =>
        _values.TryGetValue(name, out var value) ? value : throw Refusal.Unknown("workflow parameter", name, _values.Keys);

    private static string TextOf(JsonNode? value) => value is null
        ? ""
        : value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();

    [GeneratedRegex(@"\$\{(?<name>[A-Za-z_][\w-]*)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();
}
