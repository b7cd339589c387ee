using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators.Tomography;

/// <summary>Fewer, larger samples: means of neighbours.</summary>
[Operator("downsample", "1.0.0", "cube -> cube", Doc = "Bins samples by whole factors along any axes: means of those that are not missing.")]
public sealed class Downsample : IMapOperator<Downsample.Parameters>
{
    /// <summary>What the user may choose.</summary>
    /// <param name="By">Factors by axis.</param>
    public sealed record Parameters([Doc("how many samples become one, by axis: y=2,row=2,column=2")] string By);

    /// <inheritdoc />
    public Description Describe(Parameters parameters, Inputs inputs)
    {
        var cube = inputs[0];
        if (cube.Type is not (SampleType.UInt8 or SampleType.UInt16 or SampleType.UInt32 or SampleType.Float32))
        {
            throw new RefusalException(
                "wrong-sample-type", $"'{cube.Name}' holds {cube.Type.Name()}; means are made of uint8, uint16, uint32 or float32.",
                "Bring it to one of these types with cast.");
        }

        var factors = BinnedAxes.Factors(parameters.By, cube);
        return new Description(cube with
        {
            Axes = [.. cube.Axes.Zip(factors, BinnedAxes.Bin)],
            Type = SampleType.Float32,
            Missing = null,
            Attributes = cube.Attributes.Without("actual_range"),
        })
        {
            Demand = output => [Demand(factors, output)],
            Scratch = (samples, _) => DownsampleKernel.Bytes(Math.Min(samples * factors[^1], cube.Axes[^1].Length)),
            NanosecondsPerSample = 0.6,
        };
    }

    /// <inheritdoc />
    public IMapKernel Bind(Parameters parameters, Inputs inputs, Description description)
    {
        var factors = BinnedAxes.Factors(parameters.By, inputs[0]);
        return inputs[0].Type switch
        {
            SampleType.UInt8 => new DownsampleKernel<byte>(inputs[0], factors),
            SampleType.UInt16 => new DownsampleKernel<ushort>(inputs[0], factors),
            SampleType.UInt32 => new DownsampleKernel<uint>(inputs[0], factors),
            _ => new DownsampleKernel<float>(inputs[0], factors),
        };
    }

    private static Region Demand(ImmutableArray<long> factors, Region output) => new(
        [.. output.Start.Zip(factors, (start, factor) => start * factor)], [.. output.Length.Zip(factors, (length, factor) => length * factor)]);
}
