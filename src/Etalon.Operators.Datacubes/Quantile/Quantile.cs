using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>A quantile over any set of axes.</summary>
[Operator("quantile", "1.0.0", "cube($axes) -> cube", Doc = "The value below which a fraction of the samples along axes lies; the median by default.")]
public sealed class Quantile : IMapOperator<Quantile.Parameters>
{
    /// <summary>What the user chooses.</summary>
    /// <param name="Axes">The axes to fold.</param>
    /// <param name="Q">The fraction.</param>
    /// <param name="KeepAxes">Whether folded axes stay.</param>
    public sealed record Parameters(
        [Doc("the axes to fold; none for all")] ImmutableArray<string> Axes = default,
        [Doc("the fraction of samples below the result: 0.5 for the median"), Range(0, 1)] double Q = 0.5,
        [Doc("keep the folded axes, with length 1 and bounds")] bool KeepAxes = false);

    /// <inheritdoc />
    public Description Describe(Parameters parameters, Inputs inputs)
    {
        var input = inputs[0];
        FoldedCube.RefuseComplex(input, "a quantile");
        var axes = FoldedCube.Axes(input, parameters.Axes);
        var samples = axes.Aggregate(1L, (product, axis) => product * input.Axes[input.IndexOf(axis)].Length);
        var output = QuantileSamples.Describe(
            FoldedCube.Shape(input, axes, parameters.KeepAxes), FoldedCube.Over(axes), parameters.Q);
        return new Description(output)
        {
            CoreAxes = axes,
            Scratch = (outputs, _) => QuantileKernel.ScratchBytes(input.Type, samples, outputs),
            NanosecondsPerSample = input.Type.Bytes() == 8 ? 3 : 1,
        };
    }

    /// <inheritdoc />
    public IMapKernel Bind(Parameters parameters, Inputs inputs, Description description) => new QuantileKernel(
        FoldLayout.Of(inputs[0], description.Outputs[0], description.CoreAxes), inputs[0], parameters.Q);
}
