using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Etalon.Cubes;

namespace Etalon.Operators;

/// <summary>Expands a step with lists of values: one step per combination, and one that stacks each output along new axes.</summary>
internal static class Sweep
{
    /// <summary>More combinations than this are taken for a mistake.</summary>
    public const int MostSteps = 10_000;

    /// <summary>The steps <c>id/1</c>, <c>id/2</c>, … and <c>id/port</c> for every output port.</summary>
    public static IEnumerable<GraphNode> Expand(GraphNode node, OperatorEntry entry, JsonObject sweep)
    {
        if (entry.Signature.Outputs.IsEmpty || entry.Signature.Outputs.Any(port => port.IsVariadic)
            || entry.Kind == OperatorKind.FileSource || node.OnError is not ("fail" or "skip"))
        {
            throw new RefusalException(
                "bad-sweep", $"'{entry.Name}' cannot be swept here: it needs a fixed number of outputs, and onError fail or skip.",
                "Write one step per value instead.");
        }

        var axes = sweep.Select(pair => (Parameter: pair.Key, Values: Values(pair.Key, pair.Value, node))).ToArray();
        var count = axes.Aggregate(1L, static (product, axis) => Math.Min(int.MaxValue, product * axis.Values.Count));
        if (count > MostSteps)
        {
            throw new RefusalException(
                "bad-sweep", $"The sweep makes {count} steps; at most {MostSteps} are allowed.", "Sweep fewer values at a time.");
        }

        var steps = Enumerable.Range(0, (int)count).Select(number => Step(node, axes, number)).ToArray();
        var labels = new JsonArray([.. axes.Select(axis => Axis(axis.Parameter, axis.Values, entry))]);
        var stacks = entry.Signature.Outputs.Select(port => new GraphNode(
            $"{node.Id}/{port.Name}", StackOperator.Name, new JsonObject { ["axes"] = labels.DeepClone() },
            [.. steps.Select((step, i) => (string.Create(CultureInfo.InvariantCulture, $"cubes[{i}]"), new GraphLink(step.Id, port.Name)))]));
        return [.. steps, .. stacks];
    }

    /// <summary>Where a link to a swept step leads.</summary>
    public static GraphLink Stacked(GraphLink link, OperatorSignature signature) =>
        new($"{link.Node}/{(link.Port.Length > 0 ? link.Port : signature.Outputs[0].Name)}", "out");

    private static JsonArray Values(string parameter, JsonNode? list, GraphNode node)
    {
        if (node.Parameters.ContainsKey(parameter))
        {
            throw new RefusalException(
                "bad-sweep", $"Parameter '{parameter}' is both set and swept.", "Keep one of the two.");
        }

        if (list is JsonArray { Count: > 0 } array)
        {
            return array;
        }

        var text = list?.GetValueKind() == JsonValueKind.String ? list.GetValue<string>() : "";
        var parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return parts.Length > 0
            ? new JsonArray([.. parts.Select(part => (JsonNode?)JsonValue.Create(part))])
            : throw new RefusalException("bad-sweep", $"The sweep of '{parameter}' has no values.", "Give a list of values.");
    }

    /// <summary>The last axis runs fastest, as in the stacked cube.</summary>
    private static GraphNode Step(GraphNode node, (string Parameter, JsonArray Values)[] axes, int number)
    {
        var parameters = node.Parameters.DeepClone().AsObject();
        var rest = number;
        foreach (var (parameter, values) in axes.Reverse())
        {
            parameters[parameter] = values[rest % values.Count]?.DeepClone();
            rest /= values.Count;
        }

        return node with
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{node.Id}/{number + 1}"),
            Parameters = parameters,
        };
    }

    private static JsonObject Axis(string parameter, JsonArray values, OperatorEntry entry)
    {
        var unit = entry.Parameters.Fields
            .FirstOrDefault(field => string.Equals(field.Name, parameter, StringComparison.OrdinalIgnoreCase))?.Unit ?? "";
        return new JsonObject
        {
            ["name"] = parameter,
            ["unit"] = unit,
            ["labels"] = new JsonArray([.. values.Select(value => (JsonNode?)JsonValue.Create(Label(value, unit, parameter)))]),
        };
    }

    /// <summary>Values with a unit of their own become numbers in the parameter's unit, so that the axis has one unit.</summary>
    private static string Label(JsonNode? value, string unit, string parameter)
    {
        var text = value?.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value?.ToJsonString() ?? "null";
        return unit.Length > 0 && QuantityText.TrySplit(text, out var number, out var own) && own.Length > 0
            ? QuantityText.Convert(number, own, unit, parameter).ToString("R", CultureInfo.InvariantCulture)
            : text;
    }
}
