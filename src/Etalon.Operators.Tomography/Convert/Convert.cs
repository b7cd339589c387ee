using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Operators.Tomography;

/// <summary>Packs a volume into 8 or 16 bits and writes down how to unpack it.</summary>
[Operator("convert", "1.0.0", "volume -> volume", Doc = "Packs float32 into uint8, uint16 or float16 over a range of values; scale and offset are kept as attributes.")]
public sealed class Convert : IMapOperator<Convert.Parameters>
{
    /// <summary>What the user may choose.</summary>
    /// <param name="Low">The value of the lowest number.</param>
    /// <param name="High">The value of the highest number.</param>
    /// <param name="Type">The type to pack into.</param>
    public sealed record Parameters(
        [Doc("this value and all below become the lowest number")] double Low,
        [Doc("this value and all above become the highest number")] double High,
        [Doc("uint8, uint16 or float16")] SampleType Type = SampleType.UInt16);

    /// <inheritdoc />
    public Description Describe(Parameters parameters, Inputs inputs)
    {
        var cube = inputs[0];
        if (cube.Type != SampleType.Float32 || parameters.Type is not (SampleType.UInt8 or SampleType.UInt16 or SampleType.Float16))
        {
            throw new RefusalException(
                "wrong-sample-type", $"float32 is packed into uint8, uint16 or float16; '{cube.Name}' holds {cube.Type.Name()} and shall hold {parameters.Type.Name()}.",
                "Use cast for other types.");
        }

        var packing = Packing.Of(parameters);
        var attributes = cube.Attributes
            .Without("actual_range", "valid_range", "valid_min", "valid_max")
            .With("scale_factor", AttributeValue.Of(SampleType.Float32, packing.Scale))
            .With("add_offset", AttributeValue.Of(SampleType.Float32, packing.Offset));
        return new Description(cube with { Type = parameters.Type, Missing = packing.IsWhole ? packing.Missing : null, Attributes = attributes })
        {
            NanosecondsPerSample = 0.4,
            Notes =
            [
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"value = {packing.Scale:R} n + {packing.Offset:R}; {(packing.IsWhole ? packing.Missing : "NaN")} is missing; values outside {parameters.Low:R} to {parameters.High:R} are clipped"),
            ],
        };
    }

    /// <inheritdoc />
    public IMapKernel Bind(Parameters parameters, Inputs inputs, Description description) => parameters.Type switch
    {
        SampleType.UInt8 => new ConvertKernel<byte>(Packing.Of(parameters)),
        SampleType.UInt16 => new ConvertKernel<ushort>(Packing.Of(parameters)),
        _ => new ConvertToHalfKernel(Packing.Of(parameters), (float)parameters.Low, (float)parameters.High),
    };
}
