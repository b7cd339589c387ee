using static Etalon.Operators.Datacubes.CommonArguments;

namespace Etalon.Operators.Datacubes;

/// <summary>Primitives that make one row of all rows, or of groups of them, and the one that makes text.</summary>
internal static class AggregatePrimitives
{
    private const string Statistics = "1 for each one wanted: mean, variance, deviation, skewness, kurtosis, maximum, minimum";

    private static readonly (string Name, RowFold Fold)[] Operations =
    [
        ("oph_count", RowFold.Count), ("oph_max", RowFold.Max), ("oph_min", RowFold.Min), ("oph_avg", RowFold.Avg), ("oph_sum", RowFold.Sum),
    ];

    private static readonly string[] Names = [.. Operations.Select(pair => pair.Name)];

    /// <summary>All of them.</summary>
    public static IEnumerable<Primitive> All { get; } =
    [
        new(
            "oph_aggregate_operator", PrimitiveKind.Aggregate, "One row of all rows, element by element.",
            [Measure, Text("operation", $"one of {string.Join(", ", Names)}", "'oph_max'"), Missing])
        {
            Bind = Operator,
        },
        new(
            "oph_aggregate_stats", PrimitiveKind.Aggregate, "Statistics of every element over all rows, side by side.",
            [Measure, Text("mask", Statistics, "'1111111'")])
        {
            Bind = static call => Folded(call, RowFold.Stats, call.Measure.Shape.Length * Mask(call).Statistics, null),
        },
        new(
            "oph_aggregate_stats_partial", PrimitiveKind.Aggregate, "Count, sums of powers, maximum and minimum of every element over all rows, as far as the statistics need them.",
            [Measure, Text("mask", Statistics, "'1111111'")])
        {
            // Sums rounded to the type of the measure would be of no use.
            ResultType = "oph_double",
            Bind = static call => Folded(call, RowFold.Partial, call.Measure.Shape.Length * Mask(call).Fields, null),
        },
        new(
            "oph_aggregate_stats_final", PrimitiveKind.Aggregate, "Statistics of everything that went into the partial sums of all rows.",
            [Measure, Text("mask", $"as for the partial sums: {Statistics}", "'1111111'")])
        {
            Bind = Final,
        },
        new(
            "oph_roll_up", PrimitiveKind.Aggregate, "Puts the arrays of neighbouring rows behind one another.",
            [Measure, Number("rows", "how many rows become one; they must end where rows of an axis end")])
        {
            TakesComplex = true,
            Bind = static call => RollUp(call, call.Whole("rows", 1, 1 << 28)),
        },
        new(
            "oph_dump", PrimitiveKind.Simple, "The array as text, for showing only.",
            [Measure, Text("encoding", "'decimal' or 'base64'", "'decimal'")])
        {
            TakesComplex = true,
            Bind = static call =>
            {
                call.Choice("encoding", "encoding", ["decimal", "base64"]);
                throw call.Refused("its result is text, and cubes hold numbers", "Leave it out; rows are shown as decimal numbers or base64 where a cube is explored.");
            },
        },
    ];

    private static ArrayNode.Aggregate Operator(PrimitiveCall call)
    {
        var name = call.Choice("operation", "operation", Names);
        var fold = System.Array.Find(Operations, pair => string.Equals(pair.Name, name, StringComparison.Ordinal)).Fold;
        var given = call.Measure.Shape;
        var shape = fold switch
        {
            RowFold.Count => new ArrayShape(ElementType.Long, given.Length),
            RowFold.Avg => new ArrayShape(ElementType.Double, given.Length),
            RowFold.Sum when given.Type.IsInteger() => new ArrayShape(ElementType.Long, given.Length) { Missing = given.Missing is null ? null : WholeStripMath.Missing },
            _ => given,
        };
        return new ArrayNode.Aggregate(shape, call.Measure.Map, call.Measure, 0, fold, "");
    }

    private static ArrayNode.Aggregate Final(PrimitiveCall call)
    {
        var mask = Mask(call);
        var length = call.Measure.Shape.Length;
        return length % mask.Fields == 0
            ? Folded(call, RowFold.Final, length / mask.Fields * mask.Statistics, null)
            : throw call.Refused("measure", $"has {length} elements, and partial sums for this mask have {mask.Fields} per element", "Give the mask that the partial sums were made with.");
    }

    private static ArrayNode.Aggregate RollUp(PrimitiveCall call, int rows)
    {
        var given = call.Measure.Shape;
        return given.Length * (double)rows <= ApplyAxes.Longest
            ? new ArrayNode.Aggregate(given with { Length = given.Length * rows }, null, call.Measure, rows, null, "")
            : throw call.Refused("rows", "makes arrays that are too long", $"Arrays have at most {ApplyAxes.Longest} elements.");
    }

    private static MomentMask Mask(PrimitiveCall call) => MomentMask.Find(call.Text("mask"))
        ?? throw call.Refused("mask", $"is '{call.Text("mask")}'", $"Write up to {MomentMask.Length} digits 0 and 1, one of them 1.");

    private static ArrayNode.Aggregate Folded(PrimitiveCall call, RowFold fold, int length, AxisMap? map) =>
        new(new ArrayShape(ElementType.Double, length), map, call.Measure, 0, fold, call.Text("mask"));
}
