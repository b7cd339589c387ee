using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Etalon.Operators.Datacubes;

/// <summary>Any statistic over any set of axes.</summary>
[Operator("reduce", "1.0.0", "cube($axes) -> cube", Doc = "Reduces axes to one value: maximum, mean, standard deviation, median, …")]
public sealed class Reduce : IComposite<Reduce.Parameters>
{
    /// <summary>What the user chooses.</summary>
    /// <param name="Operation">What to make of the samples.</param>
    /// <param name="Axes">The axes to reduce.</param>
    /// <param name="Q">The fraction of a quantile.</param>
    /// <param name="Ddof">What is taken from the count in the divisor.</param>
    /// <param name="KeepAxes">Whether reduced axes stay.</param>
    public sealed record Parameters(
        [Doc("what to make of the samples")] ReduceOperation Operation,
        [Doc("the axes to reduce; none for all")] ImmutableArray<string> Axes = default,
        [Doc("the fraction of samples below the result, for 'quantile'"), Range(0, 1)] double Q = 0.5,
        [Doc("taken from the count in the divisor of std and var: 1 for a sample, 0 for a population"), Range(0, 1)] double Ddof = 0,
        [Doc("keep the reduced axes, with length 1 and bounds")] bool KeepAxes = false);

    /// <inheritdoc />
    public void Expand(Parameters parameters, Inputs inputs, GraphBuilder graph)
    {
        var port = inputs.Ports[0].Name;
        var isQuantile = parameters.Operation is ReduceOperation.Median or ReduceOperation.Quantile;
        var axes = new JsonArray([.. FoldedCube.Axes(inputs[0], parameters.Axes).Select(axis => (JsonNode)axis)]);
        var values = new JsonObject { ["axes"] = axes, ["keepAxes"] = parameters.KeepAxes };
        if (isQuantile)
        {
            values["q"] = parameters.Operation == ReduceOperation.Median ? 0.5 : parameters.Q;
        }
        else
        {
            values["operation"] = parameters.Operation.ToString().ToLowerInvariant();
            values["ddof"] = parameters.Ddof;
        }

        var name = isQuantile ? "quantile" : "fold";
        graph.Add(name, name, values, ("cube", graph.Input(port)));
        graph.Output("cube", new GraphLink(name, "cube"));
    }
}
