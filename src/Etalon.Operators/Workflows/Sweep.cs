using System.Collections.Immutable;
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

        var axes = Axes(node, entry, sweep);
        Check(axes);
        var count = axes.Aggregate(1, static (product, axis) => product * axis.Count);
        var steps = Enumerable.Range(0, count).Select(number => Step(node, axes, number)).ToArray();
        var stacks = entry.Signature.Outputs.Select(port => Stack(node.Id, port.Name, axes, steps.Select(step => new GraphLink(step.Id, port.Name))));
        return [.. steps, .. stacks];
    }

    /// <summary>The swept parameters of a step in the order written.</summary>
    public static ImmutableArray<SweepAxis> Axes(GraphNode node, OperatorEntry entry, JsonObject sweep) =>
        [.. sweep.Select(pair => new SweepAxis(pair.Key, UnitOf(pair.Key, entry), Values(pair.Key, pair.Value, node)))];

    /// <summary>Refuses more combinations than anyone means.</summary>
    public static void Check(IEnumerable<SweepAxis> axes)
    {
        var count = axes.Aggregate(1L, static (product, axis) => Math.Min(int.MaxValue, product * axis.Count));
        if (count > MostSteps)
        {
            throw new RefusalException(
                "bad-sweep", $"The sweep makes {count} steps; at most {MostSteps} are allowed.", "Sweep fewer values at a time.");
        }
    }

    /// <summary>The step that puts one output of all copies side by side; the last axis runs fastest.</summary>
    public static GraphNode Stack(string step, string port, IEnumerable<SweepAxis> axes, IEnumerable<GraphLink> copies) => new(
        $"{step}/{port}", StackOperator.Name, new JsonObject { ["axes"] = new JsonArray([.. axes.Select(axis => (JsonNode)axis.ToStackAxis())]) },
        [.. copies.Select((copy, i) => (string.Create(CultureInfo.InvariantCulture, $"cubes[{i}]"), copy))]);

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
    private static GraphNode Step(GraphNode node, IEnumerable<SweepAxis> axes, int number)
    {
        var parameters = node.Parameters.DeepClone().AsObject();
        var rest = number;
        foreach (var axis in axes.Reverse())
        {
            parameters[axis.Parameter] = axis.Values[rest % axis.Count]?.DeepClone();
            rest /= axis.Count;
        }

        return node with
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{node.Id}/{number + 1}"),
            Parameters = parameters,
        };
    }

    private static string UnitOf(string parameter, OperatorEntry entry) =>
        entry.Parameters.Fields.FirstOrDefault(field => string.Equals(field.Name, parameter, StringComparison.OrdinalIgnoreCase))?.Unit ?? "";
}
