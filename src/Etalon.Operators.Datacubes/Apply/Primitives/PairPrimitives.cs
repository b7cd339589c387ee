using System.Collections.Immutable;
using static Etalon.Operators.Datacubes.CommonArguments;

namespace Etalon.Operators.Datacubes;

/// <summary>Primitives that join the elements of arrays place by place.</summary>
internal static class PairPrimitives
{
    private static readonly ImmutableArray<string> Operations =
        ["oph_sum", "oph_sub", "oph_mul", "oph_div", "oph_abs", "oph_arg", "oph_mask", "oph_max", "oph_min", "oph_arg_max", "oph_arg_min"];

    private static readonly ImmutableArray<string> ManyOperations =
        ["oph_avg", "oph_sum", "oph_mul", "oph_max", "oph_min", "oph_arg_max", "oph_arg_min"];

    /// <summary>All of them.</summary>
    public static IEnumerable<Primitive> All { get; } =
    [
        Pair("oph_sum", "The sum of two arrays."),
        Pair("oph_sub", "The first array less the second."),
        Pair("oph_mul", "The product of two arrays."),
        Pair("oph_div", "The first array divided by the second."),
        Pair("oph_abs", "The modulus of complex numbers whose real and imaginary parts are two arrays."),
        Pair("oph_arg", "The phase of complex numbers whose real and imaginary parts are two arrays, in radians."),
        Pair("oph_mask", "The first array where the second is 1; elsewhere missing (integers that have no missing value: 0)."),
        Pair("oph_max", "The larger element of two arrays."),
        Pair("oph_min", "The smaller element of two arrays."),
        Pair("oph_arg_max", "1 where the first array is at least as large as the second, 2 elsewhere."),
        Pair("oph_arg_min", "1 where the first array is at most as large as the second, 2 elsewhere."),
        new(
            "oph_operator_array", PrimitiveKind.Simple, "Joins two arrays by the operation named.",
            [A, B, Text("operation", $"one of {string.Join(", ", Operations)}"), Missing])
        {
            Bind = static call => Join(call, call.Choice("operation", "operation", Operations)),
        },
        new(
            "oph_operation_array", PrimitiveKind.Simple, "Joins any number of arrays place by place; missing elements are left out.",
            [Arrays, Text("operation", $"one of {string.Join(", ", ManyOperations)}"), Missing])
        {
            Bind = static call => Many(call, call.Choice("operation", "operation", ManyOperations)),
        },
    ];

    private static Primitive Pair(string operation, string doc) => new($"{operation}_array", PrimitiveKind.Simple, doc, [A, B, Missing])
    {
        Bind = call => Join(call, operation),
    };

    private static ArrayNode Join(PrimitiveCall call, string operation)
    {
        var makesFractions = operation is "oph_div" or "oph_abs" or "oph_arg";
        var nodes = Arithmetic.Together(call, makesFractions, call.Array("a"), call.Array("b"));
        var (a, b) = (nodes[0], nodes[1]);
        return operation switch
        {
            "oph_sum" => ArrayNodes.Element(CalculateOp.Add, a, b),
            "oph_sub" => ArrayNodes.Element(CalculateOp.Subtract, a, b),
            "oph_mul" => ArrayNodes.Element(CalculateOp.Multiply, a, b),
            "oph_div" => ArrayNodes.Element(CalculateOp.Divide, a, b),
            "oph_abs" => ArrayNodes.Element(CalculateOp.Hypot, a, b),
            "oph_arg" => ArrayNodes.Element(CalculateOp.Atan2, b, a),
            "oph_mask" => Mask(call, a, b),
            "oph_max" => ArrayNodes.Element(CalculateOp.Max, a, b),
            "oph_min" => ArrayNodes.Element(CalculateOp.Min, a, b),
            "oph_arg_max" => Which(CalculateOp.GreaterOrEqual, a, b),
            _ => Which(CalculateOp.LessOrEqual, a, b),
        };
    }

    private static ArrayNode Which(CalculateOp op, ArrayNode a, ArrayNode b)
    {
        var type = a.Shape.Type;
        return ArrayNodes.Element(CalculateOp.Subtract, ArrayNodes.Scalar(2, type), ArrayNodes.Element(op, a, b));
    }

    private static ArrayNode Mask(PrimitiveCall call, ArrayNode a, ArrayNode b)
    {
        var type = a.Shape.Type;
        var hasMissing = type != ElementType.Long || call.Missing is not null;
        var nothing = ArrayNodes.Scalar(type == ElementType.Long ? (hasMissing ? WholeStripMath.Missing : 0) : double.NaN, type);
        return ArrayNodes.Element(CalculateOp.Where, ArrayNodes.Element(CalculateOp.Equal, b, ArrayNodes.Scalar(1, type)), a, nothing);
    }

    private static ArrayNode Many(PrimitiveCall call, string operation)
    {
        ImmutableArray<ArrayNode> nodes = [.. call.Arrays("arrays")];
        Arithmetic.Together(call, makesFractions: true, nodes);
        var length = nodes.Max(node => node.Shape.Length);
        return ArrayNodes.Line(nodes, length, () => Fold(operation, nodes.Length), 0, nodes[0].Map);
    }

    private static LineFunction Fold(string operation, int arrays)
    {
        var column = new double[arrays];
        return (inputs, output) =>
        {
            for (var i = 0; i < output.Length; i++)
            {
                for (var array = 0; array < arrays; array++)
                {
                    var values = inputs[array];
                    column[array] = values.Length == 1 ? values[0] : values[i];
                }

                output[i] = One(operation, column);
            }
        };
    }

    private static double One(string operation, double[] column)
    {
        var present = System.Array.FindAll(column, value => !double.IsNaN(value));
        if (present.Length == 0)
        {
            return double.NaN;
        }

        return operation switch
        {
            "oph_avg" => present.Sum() / present.Length,
            "oph_sum" => present.Sum(),
            "oph_mul" => present.Aggregate(1.0, (product, value) => product * value),
            "oph_max" => present.Max(),
            "oph_min" => present.Min(),
            "oph_arg_max" => System.Array.IndexOf(column, present.Max()) + 1,
            _ => System.Array.IndexOf(column, present.Min()) + 1,
        };
    }
}
