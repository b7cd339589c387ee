using System.Text.Json.Nodes;
using Etalon.Cubes;

namespace Etalon.Server;

/// <summary>What an order asks for as a workflow: an operator is one of a single step.</summary>
/// <param name="Workflow">The workflow file.</param>
/// <param name="Settings">Values for its parameters.</param>
/// <param name="Inputs">What is connected to it.</param>
internal sealed record OrderedWorkflow(JsonObject Workflow, JsonObject Settings, IReadOnlyList<OrderedInput> Inputs)
{
    /// <summary>Reads an order.</summary>
    /// <exception cref="RefusalException"><c>unclear-order</c>, <c>bad-input</c>, <c>bad-sweep</c>, <c>unknown-step</c>.</exception>
    public static OrderedWorkflow Of(RunOrder order)
    {
        if ((order.Operator is null) == (order.Workflow is null))
        {
            throw new RefusalException(
                "unclear-order", "A run needs either an operator or a workflow, not both and not neither.", "Give one of them.");
        }

        var inputs = new List<OrderedInput>();
        var links = new JsonObject();
        foreach (var (port, value) in order.Inputs)
        {
            CheckName(order.Workflow, port, value);
            if (CubesOf(order.Workflow, port) is { } cubes)
            {
                inputs.AddRange(Dataset(port, value, cubes).Where(input => !order.Inputs.ContainsKey(input.Name)));
                continue;
            }

            var several = value as JsonArray;
            var texts = several?.Select(item => CubeText(port, item)).ToArray() ?? [CubeText(port, value)];
            var names = new JsonArray();
            for (var i = 0; i < texts.Length; i++)
            {
                var name = several is null ? port : $"{port}{i}";
                inputs.Add(new OrderedInput(name, port, i, texts[i]));
                names.Add($"${name}");
            }

            links[port] = several is null ? names[0]!.DeepClone() : names;
        }

        var workflow = order.Workflow?.DeepClone().AsObject() ?? SingleStep(order, inputs, links);
        var settings = order.Operator is null ? order.Set.DeepClone().AsObject() : [];
        OrderedSweep.Apply(workflow, settings, order.Sweep);
        return new OrderedWorkflow(workflow, settings, inputs);
    }

    /// <summary>A name that the workflow does not know is refused before anyone asks what it is connected to.</summary>
    private static void CheckName(JsonObject? workflow, string port, JsonNode? value)
    {
        var known = (workflow?["inputs"] as JsonObject)?.Select(static input => input.Key).ToArray();
        if (known is not null && !known.Contains(port.Split('/')[0], StringComparer.Ordinal)
            && !(value is JsonArray && known.Contains($"{port}0", StringComparer.Ordinal)))
        {
            throw Refusal.Unknown("input", port, known);
        }
    }

    /// <summary>The cubes that an input of the workflow wants of a dataset; null where it is one cube. The worker checks the form.</summary>
    private static string[]? CubesOf(JsonObject? workflow, string input) =>
        ((workflow?["inputs"] as JsonObject)?[input] as JsonObject)?["cubes"] is JsonArray cubes
            ? [.. cubes.OfType<JsonValue>().Select(cube => cube.TryGetValue<string>(out var name) ? name : "").Where(name => name.Length > 0)]
            : null;

    private static IEnumerable<OrderedInput> Dataset(string port, JsonNode? value, IEnumerable<string> cubes)
    {
        var text = CubeText(port, value);
        return text.Contains('/', StringComparison.Ordinal)
            ? throw new RefusalException(
                "bad-input", $"Input '{port}' is a whole dataset; '{text}' names one cube.", $"Give the dataset, --input {port}={text.Split('/')[0]}, or one cube of it, --input {port}/CUBE={text}.")
            : cubes.Select(cube => new OrderedInput($"{port}/{cube.TrimEnd('?')}", port, 0, text) { Cube = cube.TrimEnd('?'), IsOptional = cube.EndsWith('?') });
    }

    private static string CubeText(string port, JsonNode? value) => value is JsonValue text && text.TryGetValue<string>(out var name)
        ? name
        : throw new RefusalException("bad-input", $"Input '{port}' is no cube: {value?.ToJsonString() ?? "null"}.", "Name it ID or ID/CUBE, or give a list of these where several are taken.");

    private static JsonObject SingleStep(RunOrder order, IEnumerable<OrderedInput> inputs, JsonObject links) => new()
    {
        ["etalon"] = 1,
        ["name"] = order.Operator,
        ["inputs"] = new JsonObject(inputs.Select(input => KeyValuePair.Create(input.Name, (JsonNode?)new JsonObject()))),
        ["nodes"] = new JsonObject
        {
            ["step"] = new JsonObject { ["op"] = order.Operator, ["set"] = order.Set.DeepClone(), ["in"] = links },
        },
        ["outputs"] = new JsonObject(),
    };
}
