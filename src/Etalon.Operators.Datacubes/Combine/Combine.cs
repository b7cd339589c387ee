using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Several cubes become one: the intercomparison of runs, models, instruments.</summary>
[Operator("combine", "1.1.0", "cubes* -> cube", Doc = "Compares or combines cubes: differences, means, extremes, correlation, …")]
public sealed class Combine : IComposite<Combine.Parameters>
{
    /// <summary>What the user may choose.</summary>
    /// <param name="Method">How cubes become one.</param>
    /// <param name="CheckUnits">Whether units are checked and converted.</param>
    /// <param name="Name">The name of the result.</param>
    /// <param name="Axes">The axes that a correlation folds.</param>
    /// <param name="CheckAxes">Whether coordinates must agree.</param>
    public sealed record Parameters(
        [Doc("how cubes become one")] CombineMethod Method,
        [Doc("whether units are checked and converted to the first cube's")] bool CheckUnits = true,
        [Doc("the name of the result; empty keeps the first cube's")] string Name = "",
        [Doc("the axes along which 'corr' correlates; none for all")] ImmutableArray<string> Axes = default,
        [Doc("whether axes of one name must have the same coordinates; otherwise samples are matched by their places")] bool CheckAxes = true);

    /// <inheritdoc />
    public void Expand(Parameters parameters, Inputs inputs, GraphBuilder graph)
    {
        var links = inputs.Ports.Select(port => (port.Name, graph.Input(port.Name))).ToArray();
        if (parameters.Method != CombineMethod.Corr)
        {
            var method = parameters.Method.ToString().ToLowerInvariant();
            var values = new JsonObject { ["method"] = method, ["checkUnits"] = parameters.CheckUnits, ["name"] = parameters.Name, ["checkAxes"] = parameters.CheckAxes };
            graph.Add("combine", "combine-samples", values, links);
        }
        else
        {
            Correlate(parameters, inputs, graph);
        }

        graph.Output("cube", new GraphLink("combine", "cube"));
    }

    private static void Correlate(Parameters parameters, Inputs inputs, GraphBuilder graph)
    {
        if (inputs.Count != 2)
        {
            throw new RefusalException("wrong-input-count", $"'corr' takes two cubes, not {inputs.Count}.", "Connect the two cubes to correlate.");
        }

        // A correlation does not care which cube is first; the operator wants the one with more axes there.
        var lead = inputs[1].Rank > inputs[0].Rank ? 1 : 0;
        var axes = new JsonArray([.. FoldedCube.Axes(inputs[lead], parameters.Axes).Select(axis => (JsonNode)axis)]);
        var name = parameters.Name.Length > 0 ? parameters.Name : inputs[0].Name;
        graph.Add(
            "combine", "correlate", new JsonObject { ["axes"] = axes, ["name"] = name, ["checkAxes"] = parameters.CheckAxes },
            ("cube", graph.Input(inputs.Ports[lead].Name)), ("other", graph.Input(inputs.Ports[1 - lead].Name)));
    }
}
