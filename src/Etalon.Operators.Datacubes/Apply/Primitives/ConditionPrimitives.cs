using System.Globalization;
using static Etalon.Operators.Datacubes.CommonArguments;

namespace Etalon.Operators.Datacubes;

/// <summary>Primitives that look at elements one by one and choose.</summary>
internal static class ConditionPrimitives
{
    private static readonly (CalculateOp Op, string[] Names)[] Comparisons =
    [
        (CalculateOp.Greater, ["oph_more_than_zero", "oph_positive", ">0", ">"]),
        (CalculateOp.Less, ["oph_less_than_zero", "oph_negative", "<0", "<"]),
        (CalculateOp.Equal, ["oph_equal_to_zero", "oph_zero", "==0", "0"]),
        (CalculateOp.GreaterOrEqual, ["oph_more_or_equal_to_zero", "oph_not_negative", ">=0", ">="]),
        (CalculateOp.LessOrEqual, ["oph_less_or_equal_to_zero", "oph_not_positive", "<=0", "<="]),
        (CalculateOp.NotEqual, ["oph_not_equal_to_zero", "oph_not_zero", "!=0", "!=", "<>0", "<>"]),
        (CalculateOp.IsMissing, ["oph_null", "null", "nan", "missed", "miss", "isnull", "isnan", "ismissed"]),
    ];

    private static readonly PrimitiveArgument[] Predicate =
    [
        Measure, Text("expression0", "a formula of x that is compared, as 'x-300'"), Text("comparison", "with zero: '>0', '<=0', …, or 'isnull'"),
        Text("expression1", "the result where the comparison holds, as 'x' or '1'"), Text("expression2", "the result elsewhere, also where x is missing"),
    ];

    /// <summary>All of them.</summary>
    public static IEnumerable<Primitive> All { get; } =
    [
        new("oph_predicate", PrimitiveKind.Simple, "One of two formulas of each element.", [.. Predicate])
        {
            Bind = static call => Choose(call, "all"),
        },
        new(
            "oph_predicate2", PrimitiveKind.Simple, "One of two formulas of each element; the first perhaps for one occurrence only.",
            [.. Predicate, Text("occurrence", "'all', 'first', 'last' or a number: for which occurrence in the row the comparison counts", "'all'")])
        {
            Bind = static call => Choose(call, call.Text("occurrence").ToLowerInvariant()),
        },
        new(
            "oph_replace", PrimitiveKind.Reduce, "Elements that equal a number become another; without another they leave, and the end is filled with missing ones.",
            [Measure, Number("old", "what is replaced; NAN for missing elements", "0"), Number("new", "what it becomes; left out, the element leaves", "NAN")])
        {
            Bind = Replace,
        },
        new(
            "oph_find", PrimitiveKind.Reduce, "How many elements lie near a number.",
            [Measure, Number("value", "the number"), Number("distance", "how far from it they may lie", "0")])
        {
            ResultType = "oph_long",
            Bind = static call =>
            {
                var (low, high) = (call.Number("value") - call.Number("distance"), call.Number("value") + call.Number("distance"));
                return Whole(ArrayNodes.Line([call.Measure], 1, () => (inputs, output) => output[0] = Count(inputs[0], low, high)));
            },
        },
        new(
            "oph_sequence", PrimitiveKind.Reduce, "Runs of elements that are neither 0 nor missing: one number for each, then zeros up to the length of the array.",
            [Measure, Text("information", "'length', 'first' or 'last': elements of a run, or where it begins or ends, counted from 1", "'length'"), Text("padding", "'yes' or 'no'; rows have the same length in either case", "'no'")])
        {
            Bind = Sequence,
        },
        new("oph_compare", PrimitiveKind.Reduce, "0 if two arrays are equal, 1 if not.", [A, B])
        {
            ResultType = "oph_long",
            Bind = static call => Whole(ArrayNodes.Line([call.Array("a"), call.Array("b")], 1, static () => Compare)),
        },
    ];

    private static ArrayNode Whole(ArrayNode node) => ArrayNodes.Convert(node, ElementType.Long, null);

    private static ArrayNode Choose(PrimitiveCall call, string occurrence)
    {
        var comparison = call.Choice("comparison", "comparison", [.. Comparisons.SelectMany(pair => pair.Names)]);
        var op = System.Array.Find(Comparisons, pair => pair.Names.Contains(comparison, StringComparer.Ordinal)).Op;
        var x = Arithmetic.Together(call, makesFractions: true, call.Measure)[0];
        var type = x.Shape.Type;
        var compared = Formula.Of(call, "expression0", x);
        var holds = op == CalculateOp.IsMissing
            ? ArrayNodes.Element(op, compared)
            : ArrayNodes.Element(CalculateOp.FillMissing, ArrayNodes.Element(op, compared, ArrayNodes.Scalar(0, type)), ArrayNodes.Scalar(0, type));
        holds = occurrence is "all" ? holds : ArrayNodes.Convert(Occurrence(call, holds, occurrence), type, null);
        return ArrayNodes.Element(CalculateOp.Where, holds, Formula.Of(call, "expression1", x), Formula.Of(call, "expression2", x));
    }

    private static ArrayNode Occurrence(PrimitiveCall call, ArrayNode holds, string occurrence)
    {
        var isLast = occurrence is "last" or "end";
        var number = 1;
        if (!isLast && occurrence is not ("first" or "begin")
            && (!int.TryParse(occurrence, NumberStyles.None, CultureInfo.InvariantCulture, out number) || number < 1))
        {
            throw call.Refused("occurrence", $"is '{occurrence}'", "Write 'all', 'first', 'last' or a number from 1.");
        }

        return ArrayNodes.Line([holds], holds.Shape.Length, () => (inputs, output) => Only(inputs[0], output, number, isLast), 0, holds.Map);
    }

    private static void Only(ReadOnlySpan<double> holds, Span<double> output, int number, bool isLast)
    {
        output.Clear();
        var place = isLast ? holds.LastIndexOf(1) : -1;
        for (var i = 0; i < holds.Length && !isLast && number > 0; i++)
        {
            number -= holds[i] == 1 ? 1 : 0;
            place = number == 0 ? i : -1;
        }

        if (place >= 0)
        {
            output[place] = 1;
        }
    }

    private static ArrayNode Replace(PrimitiveCall call)
    {
        var old = call.Number("old");
        if (!call.Has("new"))
        {
            return ArrayNodes.Line([call.Measure], call.Measure.Shape.Length, () => (inputs, output) => Remove(inputs[0], output, old));
        }

        var replacement = call.Number("new");
        var fraction = Math.Floor(replacement) != replacement || Math.Floor(old) != old;
        var node = Arithmetic.Together(call, fraction, call.Measure)[0];
        var (oldNode, newNode) = (ArrayNodes.Scalar(old, node.Shape.Type), ArrayNodes.Scalar(replacement, node.Shape.Type));
        return double.IsNaN(old)
            ? ArrayNodes.Element(CalculateOp.FillMissing, node, newNode)
            : ArrayNodes.Element(CalculateOp.Where, ArrayNodes.Element(CalculateOp.Equal, node, oldNode), newNode, node);
    }

    private static void Remove(ReadOnlySpan<double> values, Span<double> output, double old)
    {
        var count = 0;
        foreach (var value in values)
        {
            if (value != old && !(double.IsNaN(value) && double.IsNaN(old)))
            {
                output[count++] = value;
            }
        }

        output[count..].Fill(double.NaN);
    }

    private static double Count(ReadOnlySpan<double> values, double low, double high)
    {
        var count = 0;
        foreach (var value in values)
        {
            count += value >= low && value <= high ? 1 : 0;
        }

        return count;
    }

    private static ArrayNode Sequence(PrimitiveCall call)
    {
        var information = call.Choice("information", "information", ["length", "first", "last"]);
        call.Choice("padding", "padding", ["yes", "no"]);
        return ArrayNodes.Line([call.Measure], call.Measure.Shape.Length, () => (inputs, output) => Runs(inputs[0], output, information));
    }

    private static void Runs(ReadOnlySpan<double> values, Span<double> output, string information)
    {
        output.Clear();
        var (runs, first) = (0, -1);
        for (var i = 0; i <= values.Length; i++)
        {
            var belongs = i < values.Length && values[i] != 0 && !double.IsNaN(values[i]);
            if (belongs && first < 0)
            {
                first = i;
            }
            else if (!belongs && first >= 0)
            {
                output[runs++] = information switch
                {
                    "first" => first + 1,
                    "last" => i,
                    _ => i - first,
                };
                first = -1;
            }
        }
    }

    private static void Compare(LineInputs inputs, Span<double> output) => output[0] = inputs[0].SequenceEqual(inputs[1]) ? 0 : 1;
}
