using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Medians of calendar groups, which need the samples of a group together.</summary>
[Operator("resample-median", "1.0.0", "cube($axis) -> cube", Doc = "Medians of calendar groups of a time axis; part of 'resample'.")]
public sealed class ResampleMedian : IMapOperator<ResampleMedian.Parameters>
{
    /// <summary>What the user chooses.</summary>
    /// <param name="Period">What belongs together.</param>
    /// <param name="Axis">The time axis.</param>
    public sealed record Parameters(
        [Doc("what belongs together")] CalendarPeriod Period,
        [Doc("the time axis; empty for the only one there is")] string Axis = "");

    /// <inheritdoc />
    public Description Describe(Parameters parameters, Inputs inputs)
    {
        var input = inputs[0];
        FoldedCube.RefuseComplex(input, "a median");
        var grouped = GroupedAxis.Of(input, parameters.Axis, parameters.Period);
        var output = QuantileSamples.Describe(grouped.Shape(input), "", 0.5);
        var longest = grouped.Groups.Groups.Max(group => group.Samples);
        return new Description(output with
        {
            Attributes = FoldedCube.WithMethods(output.Attributes, grouped.Groups.CellMethods("median")),
        })
        {
            Demand = region => [grouped.Demand(region)],
            Scratch = (outputs, _) => QuantileKernel.ScratchBytes(input.Type, longest, outputs) + grouped.TableBytes,
            NanosecondsPerSample = input.Type.Bytes() == 8 ? 3 : 1,
        };
    }

    /// <inheritdoc />
    public IMapKernel Bind(Parameters parameters, Inputs inputs, Description description) =>
        new ResampleMedianKernel(inputs[0], GroupedAxis.Of(inputs[0], parameters.Axis, parameters.Period));
}
