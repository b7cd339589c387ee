using static Etalon.Operators.Datacubes.CommonArguments;

namespace Etalon.Operators.Datacubes;

/// <summary>Primitives for complex numbers, and those that leave the array as it is.</summary>
internal static class ComplexPrimitives
{
    /// <summary>All of them.</summary>
    public static IEnumerable<Primitive> All { get; } =
    [
        Part("abs", "Moduli of complex numbers.", static (real, imaginary) => double.Hypot(real, imaginary)),
        Part("arg", "Phases of complex numbers, in radians.", static (real, imaginary) => Math.Atan2(imaginary, real)),
        Part("real", "Real parts of complex numbers.", static (real, _) => real),
        Part("imag", "Imaginary parts of complex numbers.", static (_, imaginary) => imaginary),
        new("oph_gsl_complex_to_polar", PrimitiveKind.Simple, "Complex numbers as pairs of modulus and phase.", [Measure])
        {
            ResultType = "oph_complex_double",
            Bind = static call => Each(call, static (real, imaginary) => (double.Hypot(real, imaginary), Math.Atan2(imaginary, real))),
        },
        new("oph_gsl_complex_to_rect", PrimitiveKind.Simple, "Pairs of modulus and phase as complex numbers.", [Measure])
        {
            ResultType = "oph_complex_double",
            Bind = static call => Each(call, static (modulus, phase) => (modulus * Math.Cos(phase), modulus * Math.Sin(phase))),
        },
        Scalar("oph_sum_scalar2", "Adds a number, which may be complex if the array is.", "0", CalculateOp.Add),
        Scalar("oph_mul_scalar2", "Multiplies by a number, which may be complex if the array is.", "1", CalculateOp.Multiply),
        new("oph_compress", PrimitiveKind.Simple, "The array as it is: what is stored is compressed in any case.", [Measure])
        {
            Bind = static call => call.Measure,
        },
        new("oph_uncompress", PrimitiveKind.Simple, "The array as it is.", [Measure])
        {
            Bind = static call => call.Measure,
        },
    ];

    private static ArrayNode Complex(PrimitiveCall call) => ArrayNodes.Convert(call.Measure, ElementType.Complex, null);

    private static Primitive Part(string name, string doc, Func<double, double, double> part) =>
        new($"oph_gsl_complex_get_{name}", PrimitiveKind.Simple, doc, [Measure])
        {
            ResultType = "oph_double",
            Bind = call => ArrayNodes.Line(
                [Complex(call)], call.Measure.Shape.Length, () => (inputs, output) =>
                {
                    var pairs = inputs[0];
                    for (var i = 0; i < output.Length; i++)
                    {
                        output[i] = part(pairs[2 * i], pairs[(2 * i) + 1]);
                    }
                },
                0, call.Measure.Map),
        };

    private static ArrayNode Each(PrimitiveCall call, Func<double, double, (double Real, double Imaginary)> one) => ArrayNodes.Line(
        [Complex(call)], call.Measure.Shape.Length, () => (inputs, output) =>
        {
            var pairs = inputs[0];
            for (var i = 0; i < output.Length; i += 2)
            {
                (output[i], output[i + 1]) = one(pairs[i], pairs[i + 1]);
            }
        },
        0, call.Measure.Map, isComplex: true);

    private static Primitive Scalar(string name, string doc, string neutral, CalculateOp op) => new(
        name, PrimitiveKind.Simple, doc, [Measure, Number("real", "the number, or its real part", neutral), Number("imaginary", "its imaginary part", "0")])
    {
        Bind = call =>
        {
            var (real, imaginary) = (call.Number("real"), call.Number("imaginary"));
            if (!call.Measure.Shape.Type.IsComplex())
            {
                return ScalarPrimitives.With(call, op, call.Measure, real);
            }

            return op == CalculateOp.Add
                ? Each(call, (a, b) => (a + real, b + imaginary))
                : Each(call, (a, b) => ((a * real) - (b * imaginary), (a * imaginary) + (b * real)));
        },
    };
}
