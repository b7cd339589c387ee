using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Folds any set of axes with an operation that can be added up in any order.</summary>
[Operator("fold", "1.0.0", "cube($axes) -> cube", Doc = "Folds axes into their maximum, sum, mean, …; the incremental part of 'reduce'.")]
public sealed class Fold : IReduceOperator<Fold.Parameters>
{
    /// <summary>What the user chooses.</summary>
    /// <param name="Operation">What to make of the samples.</param>
    /// <param name="Axes">The axes to fold.</param>
    /// <param name="Ddof">What is taken from the count in the divisor.</param>
    /// <param name="KeepAxes">Whether folded axes stay.</param>
    public sealed record Parameters(
        [Doc("what to make of the samples")] FoldOperation Operation,
        [Doc("the axes to fold; none for all")] ImmutableArray<string> Axes = default,
        [Doc("taken from the count in the divisor of std and var: 1 for a sample, 0 for a population"), Range(0, 1)] double Ddof = 0,
        [Doc("keep the folded axes, with length 1 and bounds")] bool KeepAxes = false);

    /// <inheritdoc />
    public Description Describe(Parameters parameters, Inputs inputs)
    {
        var input = inputs[0];
        FoldedCube.RefuseComplex(input, "a fold");
        var axes = FoldedCube.Axes(input, parameters.Axes);
        var output = FoldedCube.Samples(
            FoldedCube.Shape(input, axes, parameters.KeepAxes), parameters.Operation, FoldedCube.Over(axes));
        return new Description(output)
        {
            CoreAxes = axes,
            Scratch = (outputs, _) => FoldCellsOf.Bytes(parameters.Operation, input.Type, outputs),
            NanosecondsPerSample = input.Type == SampleType.Float64 ? 0.4 : 0.2,
        };
    }

    /// <inheritdoc />
    public IReduceKernel Bind(Parameters parameters, Inputs inputs, Description description) => new FoldKernel(
        FoldLayout.Of(inputs[0], description.Outputs[0], description.CoreAxes), inputs[0], parameters.Operation, parameters.Ddof);
}
