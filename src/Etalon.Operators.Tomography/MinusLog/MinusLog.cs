using Etalon.Cubes;

namespace Etalon.Operators.Tomography;

/// <summary>What went through becomes what was held back: the line integral of attenuation.</summary>
[Operator("minus-log", "1.0.0", "transmission -> attenuation", Doc = "Turns transmission into the line integral of attenuation, -ln(transmission).")]
public sealed class MinusLog : IMapOperator<MinusLog.Parameters>
{
    /// <summary>What the user may choose.</summary>
    /// <param name="Floor">Less than this counts as this.</param>
    public sealed record Parameters(
        [Doc("transmission below this counts as this, so that nothing becomes infinite"), Range(1e-30, 1)] double Floor = 1e-6);

    /// <inheritdoc />
    public Description Describe(Parameters parameters, Inputs inputs)
    {
        var cube = inputs[0];
        if (cube.Type is not (SampleType.Float32 or SampleType.Float64))
        {
            throw new RefusalException(
                "wrong-sample-type", $"'{cube.Name}' holds {cube.Type.Name()}, which is no transmission.", "Normalise the projections first; transmission is float32.");
        }

        return new Description(cube with { Name = "attenuation", Type = SampleType.Float32, Unit = "1" }) { NanosecondsPerSample = 0.8 };
    }

    /// <inheritdoc />
    public IMapKernel Bind(Parameters parameters, Inputs inputs, Description description) =>
        inputs[0].Type == SampleType.Float32 ? new MinusLogKernel<float>(parameters.Floor) : new MinusLogKernel<double>(parameters.Floor);
}
