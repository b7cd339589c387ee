using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Etalon.Cubes;

namespace Etalon.Operators;

/// <summary>Reads workflow files.</summary>
internal sealed partial class WorkflowParser(string text)
{
    private readonly JsonPositions _positions = new(text);

    public WorkflowFile Parse()
    {
        var root = JsonNode.Parse(
            text, documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 32 })
            as JsonObject ?? throw Bad("", "a workflow is a JSON object");
        Check(root, "", "etalon", "name", "doc", "inputs", "parameters", "nodes", "outputs", "$schema");
        if (root["etalon"] is not JsonValue version || !version.TryGetValue<int>(out var number) || number != 1)
        {
            throw Bad("etalon", "the file must say \"etalon\": 1, the version of this form");
        }

        var inputs = Entries(root, "inputs").Select(Input).ToImmutableArray();
        var file = new WorkflowFile(
            Text(root, "name", ""), Text(root, "doc", ""), inputs,
            [.. Entries(root, "parameters").Select(Parameter)],
            [.. Entries(root, "nodes").Select(entry => Node(entry, inputs))],
            [.. Entries(root, "outputs").Select(entry => (entry.Name, Link(entry.Value, entry.Path, inputs)))]);
        if (file.Nodes.IsEmpty)
        {
            throw Bad("nodes", "at least one step is needed");
        }

        CheckLinks(file);
        return file;
    }

    private static WorkflowParameter ParameterOf(string name, JsonObject json, string doc) => new(name, doc, json["default"]?.DeepClone(), !json.ContainsKey("default"));

    private WorkflowParameter Parameter((string Name, JsonNode? Value, string Path) entry)
    {
        var json = Object(entry.Value, entry.Path);
        Check(json, entry.Path, "default", "doc");
        return ParameterOf(entry.Name, json, Text(json, "doc", entry.Path));
    }

    private WorkflowInput Input((string Name, JsonNode? Value, string Path) entry)
    {
        var json = Object(entry.Value, entry.Path);
        Check(json, entry.Path, "doc", "cubes");
        var cubes = json["cubes"] switch
        {
            null => [],
            JsonArray { Count: > 0 } list => list.Select(cube => WorkflowCube.Parse(TextOf(cube, $"{entry.Path}.cubes"))).ToImmutableArray(),
            _ => throw Bad($"{entry.Path}.cubes", "the cubes of a dataset are a list of names; one that may be absent ends in '?'"),
        };
        var same = cubes.GroupBy(cube => cube.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1 || group.Key.Length == 0);
        return same is null
            ? new WorkflowInput(entry.Name, Text(json, "doc", entry.Path), cubes)
            : throw Bad($"{entry.Path}.cubes", $"'{same.Key}' is no name of a cube, or is listed twice");
    }

    private WorkflowNode Node((string Name, JsonNode? Value, string Path) entry, ImmutableArray<WorkflowInput> inputs)
    {
        var (name, value, path) = entry;
        var json = Object(value, path);
        Check(json, path, "op", "version", "set", "in", "when", "onError", "sweep", "stack", "doc");
        var version = Text(json, "version", path);
        var when = Text(json, "when", path);
        At($"{path}.version", () => VersionRange.Parse(version));
        At($"{path}.when", () => _ = when.Length == 0 || when.Contains('$', StringComparison.Ordinal) ? null : Condition.Parse(when));
        var sweep = json["sweep"] is { } swept ? Object(swept, $"{path}.sweep") : [];
        foreach (var (parameter, list) in sweep)
        {
            if (list is not JsonArray { Count: > 0 } && list?.GetValueKind() != JsonValueKind.String)
            {
                throw Bad($"{path}.sweep.{parameter}", "a sweep is a list of at least one value, or \"${parameter}\"");
            }
        }

        var stack = Text(json, "stack", path);
        if (stack is not ("" or "step" or "outputs"))
        {
            throw Bad($"{path}.stack", $"'{stack}' is no place where a sweep is stacked; allowed are step and outputs");
        }

        return new WorkflowNode(
            name,
            json["op"] is { } op ? TextOf(op, $"{path}.op") : throw Bad($"{path}.op", "the step does not say which operator (op)"),
            [.. Entries(json, "in", path).SelectMany(link => Links(link, inputs))])
        {
            Version = version,
            Set = json["set"] is { } set ? Object(set, $"{path}.set").DeepClone().AsObject() : [],
            Sweep = sweep.DeepClone().AsObject(),
            StacksOutputs = stack is "outputs",
            When = when,
            OnError = Text(json, "onError", path) is { Length: > 0 } onError ? onError : "fail",
        };
    }

    private IEnumerable<(string Port, WorkflowLink Link)> Links(
        (string Name, JsonNode? Value, string Path) entry, ImmutableArray<WorkflowInput> inputs) =>
        entry.Value is JsonArray several
            ? several.Select((link, i) => (string.Create(CultureInfo.InvariantCulture, $"{entry.Name}[{i}]"), Link(link, entry.Path, inputs)))
            : [(entry.Name, Link(entry.Value, entry.Path, inputs))];

    /// <summary>One link, or several with <c>|</c> between them of which the first that is there counts; with <c>?</c> none needs to be.</summary>
    private WorkflowLink Link(JsonNode? value, string path, ImmutableArray<WorkflowInput> inputs)
    {
        var words = TextOf(value, path).Trim();
        var isOptional = words.EndsWith('?');
        var choices = words.TrimEnd('?').Split('|', StringSplitOptions.TrimEntries).Select(link => Choice(link, path, inputs));
        return new WorkflowLink([.. choices], isOptional);
    }

    private GraphLink Choice(string link, string path, ImmutableArray<WorkflowInput> inputs)
    {
        if (link.StartsWith('$'))
        {
            var names = inputs.SelectMany(input => input.GraphInputs).Select(input => input.Name).ToArray();
            if (names.Contains(link[1..], StringComparer.Ordinal))
            {
                return GraphLink.Input(link[1..]);
            }

            var refusal = Refusal.Unknown("input", link[1..], names);
            throw _positions.Refuse(refusal.Code, path, refusal.Message, refusal.Help);
        }

        var dot = link.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? new GraphLink(link, "") : new GraphLink(link[..dot], link[(dot + 1)..]);
    }

    private void CheckLinks(WorkflowFile file)
    {
        var ids = file.Nodes.Select(node => node.Id).ToArray();
        void Known(WorkflowLink links, string path)
        {
            var strange = links.Choices.FirstOrDefault(link => link.Node.Length == 0 ? link.Port.Length == 0 : !ids.Contains(link.Node, StringComparer.Ordinal));
            if (strange is not null)
            {
                var refusal = Refusal.Unknown("step", strange.Node, ids);
                throw _positions.Refuse(refusal.Code, path, refusal.Message, refusal.Help);
            }
        }

        foreach (var node in file.Nodes)
        {
            foreach (var (port, link) in node.Inputs)
            {
                Known(link, $"nodes.{node.Id}.in.{port.Split('[')[0]}");
            }

            if (node.OnError is not ("fail" or "skip"))
            {
                Known(new WorkflowLink([new GraphLink(node.OnError, "")]), $"nodes.{node.Id}.onError");
            }
        }

        foreach (var (name, link) in file.Outputs)
        {
            Known(link, $"outputs.{name}");
        }
    }

    private IEnumerable<(string Name, JsonNode? Value, string Path)> Entries(JsonObject parent, string key, string parentPath = "")
    {
        var path = Join(parentPath, key);
        if (parent[key] is not { } value)
        {
            yield break;
        }

        foreach (var (name, entry) in Object(value, path))
        {
            if (!Name().IsMatch(name))
            {
                throw Bad($"{path}.{name}", $"'{name}' is no name (letters, digits, _ and -, a letter first)");
            }

            yield return (name, entry, $"{path}.{name}");
        }
    }

    private void Check(JsonObject json, string path, params ReadOnlySpan<string> allowed)
    {
        foreach (var (key, _) in json)
        {
            if (!allowed.Contains(key, StringComparer.Ordinal))
            {
                var refusal = Refusal.Unknown("key", key, allowed.ToArray());
                throw _positions.Refuse(refusal.Code, Join(path, key), refusal.Message, refusal.Help);
            }
        }
    }

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";

    private void At(string path, Action action)
    {
        try
        {
            action();
        }
        catch (RefusalException refusal)
        {
            throw _positions.Refuse(refusal.Code, path, refusal.Message, refusal.Help);
        }
    }

    private string Text(JsonObject json, string key, string path) =>
        json[key] is { } value ? TextOf(value, Join(path, key)) : "";

    private string TextOf(JsonNode? value, string path) =>
        value?.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : throw Bad(path, "a text is needed");

    private JsonObject Object(JsonNode? value, string path) => value as JsonObject ?? throw Bad(path, "an object { … } is needed");

    private RefusalException Bad(string path, string why) =>
        _positions.Refuse("bad-workflow", path, $"{why}.", "The form of a workflow file is in docs/reference/workflow.schema.json.");

    [GeneratedRegex(@"^[A-Za-z_][\w-]*$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
