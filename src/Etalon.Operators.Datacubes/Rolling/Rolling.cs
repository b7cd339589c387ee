using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>A statistic of a window that rolls along an axis.</summary>
[Operator("rolling", "1.1.0", "cube -> cube", Doc = "Means, sums, extremes, medians or deviations of a window that rolls along an axis.")]
public sealed class Rolling : IMapOperator<Rolling.Parameters>
{
    /// <summary>What the user chooses.</summary>
    /// <param name="Operation">What to make of the samples in the window.</param>
    /// <param name="Axis">The axis.</param>
    /// <param name="Window">How many samples the window holds.</param>
    /// <param name="Centred">Whether the result lies in the middle of the window.</param>
    /// <param name="MinCount">How many samples must not be missing.</param>
    /// <param name="Ddof">What is taken from the count in the divisor.</param>
    public sealed record Parameters(
        [Doc("what to make of the samples in the window")] RollingOperation Operation,
        [Doc("the axis along which the window rolls")] string Axis,
        [Doc("how many samples the window holds"), Range(1, 1_000_000)] int Window,
        [Doc("put the result in the middle of the window, instead of at its end")] bool Centred = true,
        [Doc("give a result where at least so many samples are not missing; 0 for the whole window"), Range(0, 1_000_000)] int MinCount = 0,
        [Doc("taken from the count in the divisor of std: 1 for a sample, 0 for a population"), Range(0, 1)] double Ddof = 0);

    /// <inheritdoc />
    public Description Describe(Parameters parameters, Inputs inputs)
    {
        var input = inputs[0];
        FoldedCube.RefuseComplex(input, "a rolling statistic");
        var length = input.Axes[input.IndexOf(parameters.Axis)].Length;
        if (parameters.MinCount > parameters.Window)
        {
            throw new RefusalException(
                "bad-parameter", $"A window of {parameters.Window} samples never holds {parameters.MinCount}.",
                $"Choose a minCount from 1 to {parameters.Window}, or 0 for the whole window.");
        }

        var after = parameters.Centred ? (parameters.Window - 1) / 2 : 0;
        return new Description(input with
        {
            Type = input.Type == SampleType.Float32 ? SampleType.Float32 : SampleType.Float64,
            Missing = null,
            Unit = parameters.Operation == RollingOperation.Std ? FoldedUnit.OfDifference(input.Unit) : input.Unit,
            Attributes = input.Attributes.Without("actual_range"),
        })
        {
            Halo = [new AxisHalo(parameters.Axis, parameters.Window - 1 - after, after)],
            Scratch = (_, samples) => (Math.Min(samples, length) * 192) + (64 * 1024),
            NanosecondsPerSample = parameters.Operation switch
            {
                RollingOperation.Median => 4.0 * parameters.Window,
                RollingOperation.Std => 0.3 * parameters.Window,
                _ => 4,
            },
        };
    }

    /// <inheritdoc />
    public IMapKernel Bind(Parameters parameters, Inputs inputs, Description description) =>
        new RollingKernel(inputs[0], parameters, description.Halo[0]);
}
