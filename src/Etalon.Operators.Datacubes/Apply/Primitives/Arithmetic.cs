using System.Collections.Immutable;

namespace Etalon.Operators.Datacubes;

/// <summary>Chooses the type that elements are computed in.</summary>
internal static class Arithmetic
{
    /// <summary>
    /// The arrays in the type that they are computed in: float if all are, and narrow integers beside them; long for integers alone
    /// unless the operation makes fractions; else double.
    /// </summary>
    public static ImmutableArray<ArrayNode> Together(PrimitiveCall call, bool makesFractions, params ImmutableArray<ArrayNode> nodes)
    {
        var type = Type(call, makesFractions, nodes);
        var length = nodes.Max(node => node.Shape.Length);
        if (nodes.Any(node => node.Shape.Length != length && node.Shape.Length != 1))
        {
            throw call.Refused(
                $"its arrays have {string.Join(" and ", nodes.Select(node => node.Shape.Length))} elements", "Give arrays of the same length.");
        }

        Int128? missing = type == ElementType.Long ? WholeStripMath.Missing : null;
        return [.. nodes.Select(node => ArrayNodes.Convert(node, type, missing))];
    }

    private static ElementType Type(PrimitiveCall call, bool makesFractions, ImmutableArray<ArrayNode> nodes)
    {
        var wantsDouble = call.OutputType == ElementType.Double;
        if (nodes.All(node => node.Shape.Type.IsInteger()))
        {
            return makesFractions || wantsDouble || call.OutputType == ElementType.Float ? ElementType.Double : ElementType.Long;
        }

        var fitsFloat = nodes.All(node => node.Shape.Type is ElementType.Float or ElementType.Byte or ElementType.Short);
        return fitsFloat && !wantsDouble ? ElementType.Float : ElementType.Double;
    }
}
