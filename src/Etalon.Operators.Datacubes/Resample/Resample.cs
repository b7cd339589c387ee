using System.Text.Json.Nodes;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Statistics of calendar groups along a time axis.</summary>
[Operator("resample", "1.0.0", "cube($axis) -> cube", Doc = "Monthly means, yearly maxima, climatologies: statistics of calendar groups of a time axis.")]
public sealed class Resample : IComposite<Resample.Parameters>
{
    /// <summary>What the user chooses.</summary>
    /// <param name="Operation">What to make of the samples of a group.</param>
    /// <param name="Period">What belongs together.</param>
    /// <param name="Axis">The time axis.</param>
    /// <param name="Ddof">What is taken from the count in the divisor.</param>
    public sealed record Parameters(
        [Doc("what to make of the samples of a group")] ResampleOperation Operation,
        [Doc("what belongs together; '…-of-year' and 'hour-of-day' are climatologies")] CalendarPeriod Period,
        [Doc("the time axis; empty for the only one there is")] string Axis = "",
        [Doc("taken from the count in the divisor of std and var: 1 for a sample, 0 for a population"), Range(0, 1)] double Ddof = 0);

    /// <inheritdoc />
    public void Expand(Parameters parameters, Inputs inputs, GraphBuilder graph)
    {
        var isMedian = parameters.Operation == ResampleOperation.Median;
        var period = string.Concat(parameters.Period.ToString().Select((c, i) =>
            i > 0 && char.IsUpper(c) ? $"-{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
        var values = new JsonObject
        {
            ["period"] = period,
            ["axis"] = GroupedAxis.Find(inputs[0], parameters.Axis).Name,
        };
        if (!isMedian)
        {
            values["operation"] = parameters.Operation.ToString().ToLowerInvariant();
            values["ddof"] = parameters.Ddof;
        }

        var name = isMedian ? "resample-median" : "resample-fold";
        graph.Add("resample", name, values, ("cube", graph.Input(inputs.Ports[0].Name)));
        graph.Output("cube", new GraphLink("resample", "cube"));
    }
}
