using Etalon.Numerics;
using static Etalon.Operators.Datacubes.CommonArguments;

namespace Etalon.Operators.Datacubes;

/// <summary>Primitives that do the same to every element.</summary>
internal static class ScalarPrimitives
{
    private const string Prefix = "oph_math_";

    private static readonly (string Name, CalculateOp Op)[] Functions =
    [
        ("abs", CalculateOp.Abs), ("acos", CalculateOp.Acos), ("asin", CalculateOp.Asin), ("atan", CalculateOp.Atan), ("ceil", CalculateOp.Ceil),
        ("cos", CalculateOp.Cos), ("cot", CalculateOp.Tan), ("degrees", CalculateOp.Multiply), ("exp", CalculateOp.Exp), ("floor", CalculateOp.Floor),
        ("ln", CalculateOp.Log), ("log10", CalculateOp.Log10), ("log2", CalculateOp.Log2), ("radians", CalculateOp.Multiply),
        ("rand", CalculateOp.Copy), ("round", CalculateOp.Round), ("sign", CalculateOp.Sign), ("sin", CalculateOp.Sin), ("sqrt", CalculateOp.Sqrt), ("tan", CalculateOp.Tan),
    ];

    private static readonly string[] Names = [.. Functions.Select(pair => Prefix + pair.Name)];

    /// <summary>All of them.</summary>
    public static IEnumerable<Primitive> All { get; } =
    [
        new("oph_sum_scalar", PrimitiveKind.Simple, "Adds a number to every element.", [Measure, Number("scalar", "what is added", "0"), Missing])
        {
            Bind = static call => With(call, CalculateOp.Add, call.Measure, call.IsStrict && call.IsInteger("scalar") ? 0 : call.Number("scalar")),
        },
        new("oph_mul_scalar", PrimitiveKind.Simple, "Multiplies every element by a number.", [Measure, Number("scalar", "the factor", "1"), Missing])
        {
            Bind = static call => With(call, CalculateOp.Multiply, call.Measure, call.Number("scalar")),
        },
        new(
            "oph_affine", PrimitiveKind.Simple, "Multiplies every element by a number and adds another.",
            [Measure, Number("factor", "the factor", "1"), Number("offset", "what is added afterwards", "0"), Missing])
        {
            Bind = static call => With(
                call, CalculateOp.Add, With(call, CalculateOp.Multiply, call.Measure, call.Number("factor")), call.Number("offset")),
        },
        new("oph_math", PrimitiveKind.Simple, "A mathematical function of every element.", [Measure, Text("function", $"one of {string.Join(", ", Names)}"), Missing])
        {
            Bind = Function,
        },
    ];

    /// <summary>An operation with the same number for all elements.</summary>
    public static ArrayNode With(PrimitiveCall call, CalculateOp op, ArrayNode node, double scalar)
    {
        var nodes = Arithmetic.Together(call, Math.Floor(scalar) != scalar || Math.Abs(scalar) > 1L << 53, node);
        return ArrayNodes.Element(op, nodes[0], ArrayNodes.Scalar(scalar, nodes[0].Shape.Type));
    }

    private static ArrayNode Function(PrimitiveCall call)
    {
        var name = call.Choice("function", "function", Names)[Prefix.Length..];
        var op = System.Array.Find(Functions, pair => string.Equals(pair.Name, name, StringComparison.Ordinal)).Op;
        var node = Arithmetic.Together(call, op is not (CalculateOp.Abs or CalculateOp.Sign), call.Measure)[0];
        var type = node.Shape.Type;
        return name switch
        {
            "degrees" => ArrayNodes.Element(op, node, ArrayNodes.Scalar(180 / Math.PI, type)),
            "radians" => ArrayNodes.Element(op, node, ArrayNodes.Scalar(Math.PI / 180, type)),
            "cot" => ArrayNodes.Element(CalculateOp.Divide, ArrayNodes.Scalar(1, type), ArrayNodes.Element(op, node)),
            "rand" => Random(call, node),
            _ => ArrayNodes.Element(op, node),
        };
    }

    /// <summary>Uniform numbers from 0 to 1 that depend on the seed and the place of an element alone; missing elements stay missing.</summary>
    private static ArrayNode Random(PrimitiveCall call, ArrayNode node)
    {
        var (type, stream) = (node.Shape.Type, call.Draw());
        Func<RowKernel> kernel = type == ElementType.Float
            ? () => new RandomRowsKernel<float>(stream, new UniformDraw(0, 1))
            : () => new RandomRowsKernel<double>(stream, new UniformDraw(0, 1));
        var drawn = new ArrayNode.Step(
            new ArrayShape(type, node.Shape.Length), node.Map, [new ArrayNode.Position()], kernel, 2 * Philox.StripWords * sizeof(uint), node.Shape.Length);
        return ArrayNodes.Element(CalculateOp.Where, ArrayNodes.Element(CalculateOp.IsMissing, node), ArrayNodes.Scalar(double.NaN, type), drawn);
    }
}
