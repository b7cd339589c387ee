using System.Globalization;
using static Etalon.Operators.Datacubes.CommonArguments;

namespace Etalon.Operators.Datacubes;

/// <summary>Primitives that change types, and that make arrays of what is written.</summary>
internal static class TypePrimitives
{
    /// <summary>All of them.</summary>
    public static IEnumerable<Primitive> All { get; } =
    [
        new(
            "oph_cast", PrimitiveKind.Simple, "The array in the output type: fractions are cut off, what does not fit is refused.",
            [Measure, Missing with { Doc = "what counts as missing in the array, besides NaN" }, Number("output_missing", "what missing elements become; integers need it if they have none", "NAN")])
        {
            TakesComplex = true,
            Bind = Cast,
        },
        new("oph_convert_d", PrimitiveKind.Simple, "The array as OPH_DOUBLE.", [Measure])
        {
            ResultType = "oph_double",
            Bind = static call => ArrayNodes.Convert(call.Measure, ElementType.Double, null),
        },
        new("oph_convert_l", PrimitiveKind.Simple, "The array as OPH_LONG.", [Measure])
        {
            ResultType = "oph_long",
            Bind = static call => ArrayNodes.Convert(call.Measure, ElementType.Long, call.Measure.Shape.Missing),
        },
        new("oph_to_bin", PrimitiveKind.Simple, "An array of the numbers listed, the same for all rows.", [Text("numbers", "numbers, as '1,2.5,3'")])
        {
            ResultType = "oph_double",
            Bind = static call => ArrayNodes.Constant<double>(ElementType.Double, Numbers(call, "numbers")),
        },
        new("oph_value_to_bin", PrimitiveKind.Simple, "An array of one number, the same for all rows.", [Number("value", "the number")])
        {
            ResultType = "oph_double",
            Bind = static call => ArrayNodes.Constant(ElementType.Double, [call.Number("value")]),
        },
    ];

    /// <summary>The numbers of a list.</summary>
    public static double[] Numbers(PrimitiveCall call, string argument)
    {
        var parts = call.Text(argument).Split(',');
        var numbers = new double[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]))
            {
                throw call.Refused(argument, $"has '{parts[i].Trim()}' where a number is expected", "Separate numbers by commas.");
            }
        }

        return numbers;
    }

    private static ArrayNode Cast(PrimitiveCall call)
    {
        var node = call.Measure;
        if (call.OutputType is not { } type || type.IsComplex() || !call.Has("output_missing") || double.IsNaN(call.Number("output_missing")))
        {
            return node;
        }

        var missing = call.Number("output_missing");
        if (type.IsFloat())
        {
            return ArrayNodes.Element(CalculateOp.FillMissing, ArrayNodes.Convert(node, type, null), ArrayNodes.Scalar(missing, type));
        }

        var (low, high) = ElementTypes.Limits(type);
        return missing >= (double)low && missing <= (double)high && Math.Floor(missing) == missing
            ? ArrayNodes.Convert(node, type, (Int128)missing)
            : throw call.Refused("output_missing", $"does not fit into {type.Name()}", "Choose a whole number within the type.");
    }
}
