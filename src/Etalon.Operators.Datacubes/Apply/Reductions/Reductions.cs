using System.Collections.Immutable;
using System.Numerics;

namespace Etalon.Operators.Datacubes;

/// <summary>Builds reduced arrays.</summary>
internal static class Reductions
{
    private static readonly ArrayReduction[] All = Enum.GetValues<ArrayReduction>();

    /// <summary>The names of operations: <c>oph_max</c>, …</summary>
    public static ImmutableArray<string> Names { get; } = [.. All.Select(Name)];

    /// <summary>The operation of that name.</summary>
    public static ArrayReduction Of(string name) => All[Names.IndexOf(name)];

    /// <summary>An array reduced group by group.</summary>
    public static ArrayNode Reduce(ArrayNode node, ArrayReduction reduction, GroupLayout layout, double order)
    {
        var isExtreme = reduction is ArrayReduction.Max or ArrayReduction.Min;
        var isWhole = reduction == ArrayReduction.Sum && node.Shape.Type.IsInteger();
        var shape = isExtreme
            ? node.Shape with { Length = layout.Length }
            : new ArrayShape(isWhole ? ElementType.Long : ElementType.Double, layout.Length) { Missing = isWhole ? WholeStripMath.Missing : null };
        var (missing, longest) = (node.Shape.Missing, layout.Longest);
        var scratch = (layout.Block > 1 ? longest * (long)node.Shape.Type.Bytes() : 0)
            + (reduction == ArrayReduction.Quantile ? QuantileFold<double>.Bytes(longest) : 0) + (layout.Starts.Length * 4L);
        var cost = reduction == ArrayReduction.Quantile ? 2 : 0.3;
        return new ArrayNode.Step(shape, layout.Map(node.Map), [node], () => Kernel(node.Shape.Type, reduction, layout, order, missing), scratch, cost);
    }

    private static string Name(ArrayReduction reduction) => reduction switch
    {
        ArrayReduction.ArgMax => "oph_arg_max",
        ArrayReduction.ArgMin => "oph_arg_min",
        _ => $"oph_{reduction.ToString().ToLowerInvariant()}",
    };

    private static RowKernel Kernel(ElementType type, ArrayReduction reduction, GroupLayout layout, double order, Int128? missing) => type switch
    {
        ElementType.Byte => Kernel<sbyte>(reduction, layout, order, missing),
        ElementType.Short => Kernel<short>(reduction, layout, order, missing),
        ElementType.Int => Kernel<int>(reduction, layout, order, missing),
        ElementType.Long => Kernel<long>(reduction, layout, order, missing),
        ElementType.Float => Kernel<float>(reduction, layout, order, null),
        _ => Kernel<double>(reduction, layout, order, null),
    };

    private static RowKernel Kernel<T>(ArrayReduction reduction, GroupLayout layout, double order, Int128? missing)
        where T : unmanaged, INumber<T>, IMinMaxValue<T> => reduction switch
        {
            ArrayReduction.Max => new ReduceRowsKernel<T, T>(layout, new ExtremeFold<T, LargestOrder>(missing)),
            ArrayReduction.Min => new ReduceRowsKernel<T, T>(layout, new ExtremeFold<T, SmallestOrder>(missing)),
            ArrayReduction.ArgMax => new ReduceRowsKernel<T, double>(layout, new PlaceFold<T, LargestOrder>(missing)),
            ArrayReduction.ArgMin => new ReduceRowsKernel<T, double>(layout, new PlaceFold<T, SmallestOrder>(missing)),
            ArrayReduction.Quantile => new ReduceRowsKernel<T, double>(layout, new QuantileFold<T>(layout.Longest, order, missing)),
            ArrayReduction.Sum when typeof(T) != typeof(float) && typeof(T) != typeof(double) =>
                new ReduceRowsKernel<T, long>(layout, new WholeSumFold<T>(missing)),
            _ => new ReduceRowsKernel<T, double>(layout, new MomentFold<T>(reduction, order, missing)),
        };
}
