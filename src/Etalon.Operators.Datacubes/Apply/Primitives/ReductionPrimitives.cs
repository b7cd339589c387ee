using static Etalon.Operators.Datacubes.CommonArguments;

namespace Etalon.Operators.Datacubes;

/// <summary>Primitives that make one number of many.</summary>
internal static class ReductionPrimitives
{
    private static readonly PrimitiveArgument Operation = Text("operation", $"one of {string.Join(", ", Reductions.Names)}", "'oph_max'");
    private static readonly PrimitiveArgument Count = Number("count", "elements of a group; 0 for all of them; the last group may be shorter", "0");
    private static readonly PrimitiveArgument Block = Number("block", "elements that vary faster than the dimension reduced", "1");
    private static readonly PrimitiveArgument Size = Number("size", "length of the dimension reduced; 0 for all there is", "0");
    private static readonly PrimitiveArgument Order = Number("order", "the order of a moment, or the fraction of a quantile (0.5 if left out)", "2");

    /// <summary>All of them.</summary>
    public static IEnumerable<Primitive> All { get; } =
    [
        new("oph_reduce", PrimitiveKind.Reduce, "Reduces groups of neighbouring elements.", [Measure, Operation, Count, Order, Missing])
        {
            Aliases = ["oph_reduce_all"],
            Bind = static call => Reduce(call, Even(call, 1, call.Measure.Shape.Length)),
        },
        new("oph_reduce2", PrimitiveKind.Reduce, "Reduces groups along one of several dimensions within the array.", [Measure, Operation, Count, Block, Size, Order, Missing])
        {
            Bind = static call =>
            {
                var (block, size) = Dimension(call, "block", "size");
                return Reduce(call, Even(call, block, size));
            },
        },
        new(
            "oph_reduce3", PrimitiveKind.Reduce, "Reduces groups of different lengths.",
            [Measure, Operation, Array("counts", "elements of each group, as oph_to_bin('','OPH_LONG','31,28')", "oph_to_bin(all)"), Block, Size, Order, Missing])
        {
            Bind = static call => Reduce(call, Uneven(call)),
        },
        new(
            "oph_operator", PrimitiveKind.Reduce, "Reduces the whole array.",
            [Measure, Operation, Text("hierarchy", "only 'oph_all'", "'oph_all'"), Order, Missing])
        {
            Bind = static call =>
            {
                call.Choice("hierarchy", "hierarchy", ["oph_all"]);
                return Reduce(call, GroupLayout.Even(1, call.Measure.Shape.Length, 1, call.Measure.Shape.Length));
            },
        },
        new(
            "oph_count_array", PrimitiveKind.Reduce, "Counts elements.",
            [Measure, Number("all", "1 counts missing elements too, 0 leaves them out", "1"), Missing])
        {
            Aliases = ["oph_count"],
            ResultType = "oph_long",
            Bind = static call => call.Whole("all", 0, 1) == 1
                ? Fixed(call.Measure.Shape.Length)
                : ArrayNodes.Convert(Reduced(call.Measure, ArrayReduction.Count, GroupLayout.Even(1, call.Measure.Shape.Length, 1, call.Measure.Shape.Length), 0), ElementType.Long, null),
        },
        new("oph_size_array", PrimitiveKind.Reduce, "The bytes of the array.", [Measure])
        {
            ResultType = "oph_long",
            Bind = static call => Fixed(call.Measure.Shape.Bytes),
        },
    ];

    /// <summary>The dimension that two arguments name: elements that vary faster, and its length.</summary>
    public static (int Block, int Size) Dimension(PrimitiveCall call, string blockName, string sizeName)
    {
        var length = call.Measure.Shape.Length;
        var block = call.Whole(blockName, 1, length);
        var size = call.Whole(sizeName, 0, length);
        size = size == 0 ? length / block : size;
        return length % (block * (long)size) == 0
            ? (block, size)
            : throw call.Refused(sizeName, $"does not fit: {block} x {size} elements do not divide the {length} of the array", "Give the lengths of the array's dimensions.");
    }

    private static ArrayNode.Constant Fixed(long value) => ArrayNodes.Constant(ElementType.Long, [value]);

    private static GroupLayout Even(PrimitiveCall call, int block, int size)
    {
        var count = call.Whole("count", 0, int.MaxValue);
        return GroupLayout.Even(call.Measure.Shape.Length / (block * size), size, block, count == 0 || count > size ? size : count);
    }

    private static GroupLayout Uneven(PrimitiveCall call)
    {
        var (block, size) = Dimension(call, "block", "size");
        var outer = call.Measure.Shape.Length / (block * size);
        if (!call.Has("counts"))
        {
            return GroupLayout.Even(outer, size, block, size);
        }

        var starts = new List<int> { 0 };
        foreach (var count in call.Constants("counts"))
        {
            if (Math.Floor(count) != count || count < 1 || starts[^1] + count > size)
            {
                break;
            }

            starts.Add(starts[^1] + (int)count);
        }

        return starts[^1] == size
            ? new GroupLayout(outer, size, block, [.. starts])
            : throw call.Refused("counts", $"does not fit: whole numbers from 1 whose sum is {size} are expected", "Every element belongs to one group.");
    }

    private static ArrayNode Reduce(PrimitiveCall call, GroupLayout layout)
    {
        var reduction = Reductions.Of(call.Choice("operation", "operation", Reductions.Names));
        var order = call.Number("order");
        if (reduction == ArrayReduction.Quantile)
        {
            order = call.Has("order") ? order : 0.5;
            if (!(order >= 0 && order <= 1))
            {
                throw call.Refused("order", "is no fraction for a quantile", "Fractions reach from 0 to 1.");
            }
        }

        return Reduced(call.Measure, reduction, layout, order);
    }

    private static ArrayNode Reduced(ArrayNode node, ArrayReduction reduction, GroupLayout layout, double order) =>
        Reductions.Reduce(node, reduction, layout, order);
}
