using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>The incremental part of <c>resample</c>.</summary>
[Operator("resample-fold", "1.0.0", "cube($axis) -> cube", Doc = "Folds calendar groups of a time axis; the incremental part of 'resample'.")]
public sealed class ResampleFold : IReduceOperator<ResampleFold.Parameters>
{
    /// <summary>What the user chooses.</summary>
    /// <param name="Operation">What to make of the samples of a group.</param>
    /// <param name="Period">What belongs together.</param>
    /// <param name="Axis">The time axis.</param>
    /// <param name="Ddof">What is taken from the count in the divisor.</param>
    public sealed record Parameters(
        [Doc("what to make of the samples of a group")] FoldOperation Operation,
        [Doc("what belongs together")] CalendarPeriod Period,
        [Doc("the time axis; empty for the only one there is")] string Axis = "",
        [Doc("taken from the count in the divisor of std and var"), Range(0, 1)] double Ddof = 0);

    /// <inheritdoc />
    public Description Describe(Parameters parameters, Inputs inputs)
    {
        var input = inputs[0];
        FoldedCube.RefuseComplex(input, "a statistic");
        if (parameters.Operation is FoldOperation.Argmax or FoldOperation.Argmin)
        {
            throw new RefusalException(
                "bad-parameter", "Places are found along whole axes only.", "Use 'reduce' for argmax and argmin.");
        }

        var grouped = GroupedAxis.Of(input, parameters.Axis, parameters.Period);
        var shaped = grouped.Shape(input);
        var folded = FoldedCube.Samples(shaped, parameters.Operation, "");
        var method = parameters.Operation == FoldOperation.Count ? "" : grouped.Groups.CellMethods(FoldedCube.MethodOf(parameters.Operation));
        return new Description(folded with { Attributes = FoldedCube.WithMethods(folded.Attributes, method) })
        {
            CoreAxes = [input.Axes[grouped.Position].Name],
            Demand = output => [grouped.Demand(output)],
            Scratch = (outputs, _) => FoldCellsOf.Bytes(parameters.Operation, input.Type, outputs) + grouped.TableBytes,
            NanosecondsPerSample = input.Type == SampleType.Float64 ? 0.5 : 0.3,
        };
    }

    /// <inheritdoc />
    public IReduceKernel Bind(Parameters parameters, Inputs inputs, Description description)
    {
        var input = inputs[0];
        var grouped = GroupedAxis.Of(input, parameters.Axis, parameters.Period);
        var layout = FoldLayout.Of(input, input.Axes[grouped.Position].Name, grouped.Groups.GroupOf);
        return new FoldKernel(layout, input, parameters.Operation, parameters.Ddof);
    }
}
