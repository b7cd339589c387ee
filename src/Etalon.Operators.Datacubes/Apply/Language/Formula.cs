using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>A formula of one variable, as predicates have them: <c>x-273.15</c>. It is read as <c>calculate</c> reads expressions.</summary>
internal static class Formula
{
    private static readonly string[] Constants = ["pi", "e", "nan", "missing"];

    /// <summary>The formula's value for every element of an array of floats or doubles.</summary>
    public static ArrayNode Of(PrimitiveCall call, string argument, ArrayNode variable)
    {
        var text = call.Text(argument).Trim();
        try
        {
            return Bound(text.Length == 0 ? "nan" : text, variable);
        }
        catch (RefusalException refusal)
        {
            throw call.Refused(argument, $"is no formula: {refusal.Message.TrimEnd('.')}", refusal.Help);
        }
    }

    private static ArrayNode Bound(string text, ArrayNode variable)
    {
        text = text.Equals("NAN", StringComparison.OrdinalIgnoreCase) ? "nan" : text;
        var names = Names(ExpressionParser.Parse(text)).Distinct(StringComparer.Ordinal).ToArray();
        if (names.Length > 1)
        {
            throw new RefusalException("bad-expression", $"It has the variables {string.Join(" and ", names)}.", "Formulas have one variable, such as x.");
        }

        // A formula without a variable is the same for all elements, but there must be as many of them.
        var name = names.Length == 1 ? names[0] : "x";
        text = names.Length == 1 ? text : $"where(1, {text}, x)";
        var cube = new CubeInfo(name, [], variable.Shape.Type == ElementType.Float ? SampleType.Float32 : SampleType.Float64);
        var bound = ExpressionBinder.Bind(text, new ExpressionNames([], Inputs.Of((name, cube))), checksUnits: false, "");
        return Node(bound.Terms, bound.Root, variable, []);
    }

    private static IEnumerable<string> Names(ExpressionNode node) => node switch
    {
        ExpressionNode.Name name when !Constants.Contains(name.Text, StringComparer.Ordinal) => [name.Text],
        ExpressionNode.Apply apply => apply.Operands.SelectMany(Names),
        _ => [],
    };

    private static ArrayNode Node(TermList terms, int number, ArrayNode variable, Dictionary<int, ArrayNode> known)
    {
        if (known.TryGetValue(number, out var node))
        {
            return node;
        }

        var term = terms[number];
        node = term.Op switch
        {
            CalculateOp.Input => variable,
            CalculateOp.Constant => ArrayNodes.Scalar(term.Number, variable.Shape.Type),
            _ => ArrayNodes.Element(
                term.Op, [.. new[] { term.A, term.B, term.C }.Where(operand => operand >= 0).Select(operand => Node(terms, operand, variable, known))]),
        };
        known.Add(number, node);
        return node;
    }
}
