using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>The cube, or one of its axes, in another unit.</summary>
[Operator("convert-units", "1.0.0", "cube -> cube", Doc = "Converts the samples of a cube, or the coordinates of an axis, to another unit.")]
public sealed class ConvertUnits : IMapOperator<ConvertUnits.Parameters>
{
    /// <summary>What the user may choose.</summary>
    /// <param name="Unit">The new unit.</param>
    /// <param name="Axis">The axis whose coordinates are converted; empty for the samples.</param>
    /// <param name="From">The unit it is in now, where the cube does not say or says it wrongly.</param>
    public sealed record Parameters(
        [Doc("the new unit: degC, hPa, mm day-1, hours since 2000-01-01")] string Unit,
        [Doc("the axis whose coordinates are converted; empty for the samples")] string Axis = "",
        [Doc("the unit it is in now, where the cube does not say it or says it wrongly")] string From = "");

    /// <inheritdoc />
    public Description Describe(Parameters parameters, Inputs inputs)
    {
        var cube = inputs[0];
        if (parameters.Axis.Length > 0)
        {
            return new Description(cube.With(AxisUnits.Convert(cube.Axes[cube.IndexOf(parameters.Axis)], parameters.From, parameters.Unit))) { KeepsSamples = true };
        }

        var conversion = Conversion(parameters, cube);
        if (cube.Type == SampleType.Complex64 && !conversion.IsIdentity)
        {
            throw new RefusalException("wrong-sample-type", "Complex samples cannot be converted to another unit.", "Use 'calculate' with real(x) and imag(x).");
        }

        var type = Widened(cube.Type, conversion);
        return new Description(cube with { Unit = parameters.Unit, Type = type, Missing = type == cube.Type ? cube.Missing : null })
        {
            Scratch = static (_, _) => CastRule.StripSamples * sizeof(double),
            NanosecondsPerSample = 0.4,
            Notes = type == cube.Type ? [] : [$"{cube.Type.Name()} samples became {type.Name()}, since the conversion makes fractions."],
        };
    }

    /// <inheritdoc />
    public IMapKernel Bind(Parameters parameters, Inputs inputs, Description description)
    {
        if (parameters.Axis.Length > 0)
        {
            return new SameSamplesKernel();
        }

        var conversion = Conversion(parameters, inputs[0]);
        var output = description.Outputs[0];
        return CastKernels.Make(new CastRule(new Cast.Parameters(output.Type, conversion.Scale, conversion.Offset), inputs[0], output));
    }

    private static UnitConversion Conversion(Parameters parameters, CubeInfo cube)
    {
        var from = parameters.From.Length > 0 ? parameters.From : cube.Unit;
        if (from.Length == 0)
        {
            throw new RefusalException("no-unit", $"'{cube.Name}' has no unit.", "Say which one it is in: from=….");
        }

        return AxisUnits.Between(from, parameters.Unit);
    }

    private static SampleType Widened(SampleType type, UnitConversion conversion)
    {
        if (conversion.IsIdentity || !type.IsInteger())
        {
            return type;
        }

        return type.Bytes() <= 2 ? SampleType.Float32 : SampleType.Float64;
    }
}
