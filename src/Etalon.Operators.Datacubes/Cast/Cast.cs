using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>The samples in another type, scaled if wanted.</summary>
[Operator("cast", "1.0.0", "cube -> cube", Doc = "Changes the sample type of a cube, with scale and offset if wanted.", TakesHalves = true)]
public sealed class Cast : IMapOperator<Cast.Parameters>
{
    /// <summary>What the user may choose.</summary>
    /// <param name="Type">The new sample type.</param>
    /// <param name="Scale">Multiplies every sample.</param>
    /// <param name="Offset">Is added after the scale.</param>
    /// <param name="Rounding">How fractions become whole numbers.</param>
    /// <param name="Outside">What happens to values the new type cannot hold.</param>
    /// <param name="Missing">The whole number that stands for missing samples; empty chooses one where it is needed.</param>
    public sealed record Parameters(
        [Doc("the new sample type")] SampleType Type,
        [Doc("multiplies every sample")] double Scale = 1,
        [Doc("is added after the scale")] double Offset = 0,
        [Doc("how fractions become whole numbers")] RoundingRule Rounding = RoundingRule.Even,
        [Doc("what happens to values the new type cannot hold")] OutOfRange Outside = OutOfRange.Refuse,
        [Doc("the whole number that stands for missing samples; empty chooses one where it is needed")] string Missing = "");

    /// <inheritdoc />
    public Description Describe(Parameters parameters, Inputs inputs)
    {
        var cube = inputs[0];
        if (!double.IsFinite(parameters.Scale) || !double.IsFinite(parameters.Offset) || parameters.Scale == 0)
        {
            throw new RefusalException(
                "bad-scale", "A scale is a finite number other than 0, an offset a finite number.", "Use scale=1 and offset=0 for no change.");
        }

        RefuseComplex(cube.Type, parameters);
        return new Description(cube with { Type = parameters.Type, Missing = NewMissing(parameters, cube) })
        {
            Scratch = static (_, _) => CastRule.StripSamples * sizeof(double),
            NanosecondsPerSample = 0.8,
        };
    }

    /// <inheritdoc />
    public IMapKernel Bind(Parameters parameters, Inputs inputs, Description description) =>
        CastKernels.Make(new CastRule(parameters, inputs[0], description.Outputs[0]));

    private static void RefuseComplex(SampleType from, Parameters parameters)
    {
        var scaled = parameters.Scale != 1 || parameters.Offset != 0;
        if (from == SampleType.Complex64 && (parameters.Type != SampleType.Complex64 || scaled))
        {
            throw new RefusalException(
                "wrong-sample-type", $"Complex samples cannot be cast to {parameters.Type.Name()} or scaled.",
                "Use 'calculate' with real(x), imag(x) or abs(x) to choose what is kept.");
        }
    }

    private static Int128? NewMissing(Parameters parameters, CubeInfo cube)
    {
        var type = parameters.Type;
        if (!type.IsInteger())
        {
            return null;
        }

        var (low, high) = type.Limits();
        if (parameters.Missing.Length > 0)
        {
            return Int128.TryParse(parameters.Missing, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var given)
                && given >= low && given <= high
                ? given
                : throw new RefusalException(
                    "bad-missing", $"'{parameters.Missing}' is no {type.Name()}.", $"Choose a whole number from {low} to {high}.");
        }

        if (cube.Type.IsInteger() && cube.Missing is null && parameters.Outside != OutOfRange.Missing)
        {
            return null;
        }

        // The end of the range that measurements reach last: negative for signed types, all ones for unsigned ones.
        var end = type.IsSigned() ? low : high;
        return cube.Missing is { } old && old >= low && old <= high ? old : end;
    }
}
