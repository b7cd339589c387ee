using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>How often samples fall into bins, over any set of axes.</summary>
[Operator("histogram", "1.0.0", "cube($axes) -> counts(bin)", Doc = "Counts samples in bins along any axes; the bins become the last axis.")]
public sealed class Histogram : IReduceOperator<Histogram.Parameters>
{
    /// <summary>The name of the axis that is added.</summary>
    public const string BinAxis = "bin";

    /// <summary>What the user chooses.</summary>
    /// <param name="Low">The lower edge of the first bin.</param>
    /// <param name="High">The upper edge of the last bin.</param>
    /// <param name="Bins">How many bins of equal width.</param>
    /// <param name="Edges">Edges of bins of any width, instead.</param>
    /// <param name="Axes">The axes to fold.</param>
    public sealed record Parameters(
        [Doc("the lower edge of the first bin")] double Low = 0,
        [Doc("the upper edge of the last bin, which belongs to it")] double High = 1,
        [Doc("how many bins of equal width"), Range(1, 1_000_000)] int Bins = 100,
        [Doc("rising edges of bins of any width, instead of low, high and bins")] ImmutableArray<double> Edges = default,
        [Doc("the axes to fold; none for all")] ImmutableArray<string> Axes = default);

    /// <inheritdoc />
    public Description Describe(Parameters parameters, Inputs inputs)
    {
        var input = inputs[0];
        FoldedCube.RefuseComplex(input, "a histogram");
        if (input.Find(BinAxis) >= 0)
        {
            throw new RefusalException(
                "axis-exists", $"Cube '{input.Name}' already has an axis '{BinAxis}'.", "Rename it, or fold it first with 'reduce'.");
        }

        var axes = FoldedCube.Axes(input, parameters.Axes);
        var edges = BinEdges.Of(parameters);
        var kept = FoldedCube.Shape(input, axes, keepAxes: false);
        var counts = FoldedCube.Samples(kept, FoldOperation.Count, "");
        return new Description(counts with { Axes = counts.Axes.Add(edges.ToAxis(BinAxis, input.Unit)) })
        {
            CoreAxes = axes,
            Scratch = static (outputs, _) => (outputs * sizeof(long)) + (64 * 1024),
            NanosecondsPerSample = edges.IsRegular ? 1.5 : 8,
        };
    }

    /// <inheritdoc />
    public IReduceKernel Bind(Parameters parameters, Inputs inputs, Description description) => new HistogramKernel(
        FoldLayout.Of(inputs[0], description.Outputs[0], description.CoreAxes), inputs[0], BinEdges.Of(parameters));
}
