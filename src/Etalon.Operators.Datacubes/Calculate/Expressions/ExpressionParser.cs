using System.Collections.Immutable;
using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Reads an expression: from the weakest binding (or) to the strongest (power).</summary>
/// <remarks>As in mathematics and Python, <c>-a^2</c> is <c>-(a^2)</c> and <c>a^b^c</c> is <c>a^(b^c)</c>; comparisons do not chain.</remarks>
internal sealed class ExpressionParser
{
    private const int DeepestNesting = 100;

    /// <summary>A chain of operators is a tree as deep as the chain is long.</summary>
    private const int MostOperators = 500;

    private static readonly string[][] Levels = [["||"], ["&&"], ["==", "!=", "<", "<=", ">", ">="], ["+", "-"], ["*", "/", "%"]];

    private readonly string _expression;
    private readonly List<ExpressionToken> _tokens;
    private int _at;
    private int _depth;
    private int _operators;

    private ExpressionParser(string expression)
    {
        _expression = expression;
        _tokens = ExpressionTokens.Of(expression);
    }

    private ExpressionToken Current => _tokens[_at];

    /// <summary>The tree of an expression.</summary>
    public static ExpressionNode Parse(string expression)
    {
        var parser = new ExpressionParser(expression);
        var node = parser.Level(0);
        return parser.Current.Kind == ExpressionTokenKind.End ? node : throw parser.Unexpected("an operator or the end");
    }

    private ExpressionNode Level(int level)
    {
        if (level == Levels.Length)
        {
            return Prefix();
        }

        var left = Level(level + 1);
        var compared = false;
        while (Array.Exists(Levels[level], sign => Current.Is(sign)))
        {
            var sign = Next();
            if (++_operators > MostOperators)
            {
                throw Error(sign.Place, $"The expression has more than {MostOperators} operators", "Split it into several steps.");
            }

            if (level == 2 && compared)
            {
                throw Error(sign.Place, "Comparisons cannot be chained", "Write 'a < b && b < c'.");
            }

            compared = true;
            var right = Level(level + 1);
            var here = sign.Place;
            left = new ExpressionNode.Apply(CalculateFunction.Sign(sign.Text), [left, right], here, left.Place.To(right.Place));
        }

        return left;
    }

    private ExpressionNode Prefix()
    {
        if (!Current.Is("-") && !Current.Is("!") && !Current.Is("+"))
        {
            return Power();
        }

        var sign = Next();
        Deeper(sign.Place);
        var operand = Prefix();
        _depth--;
        if (sign.Is("+"))
        {
            return operand;
        }

        var here = sign.Place;
        return new ExpressionNode.Apply(
            sign.Is("-") ? CalculateFunction.Negate : CalculateFunction.Not, [operand], here, here.To(operand.Place));
    }

    private ExpressionNode Power()
    {
        var left = Primary();
        if (!Current.Is("^"))
        {
            return left;
        }

        var sign = Next();
        Deeper(sign.Place);
        var right = Prefix();
        _depth--;
        var here = sign.Place;
        return new ExpressionNode.Apply(CalculateFunction.Sign("^"), [left, right], here, left.Place.To(right.Place));
    }

    private ExpressionNode Primary()
    {
        switch (Current.Kind)
        {
            case ExpressionTokenKind.Number:
                return Number();
            case ExpressionTokenKind.Name:
                return _tokens[_at + 1].Is("(") ? Call() : Name();
            case ExpressionTokenKind.Sign when Current.Is("("):
                Deeper(Next().Place);
                var inner = Level(0);
                Close();
                _depth--;
                return inner;
            default:
                throw Unexpected("a number, a cube, a function or '('");
        }
    }

    private ExpressionNode.Name Name()
    {
        var token = Next();
        return new ExpressionNode.Name(token.Text, token.Place);
    }

    private ExpressionNode.Number Number()
    {
        var token = Next();
        var value = double.Parse(token.Text, CultureInfo.InvariantCulture);
        if (!double.IsFinite(value))
        {
            throw Error(token.Place, $"The number {token.Text} is too large", "Numbers reach up to 1.79e308.");
        }

        var isWhole = long.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var whole) && whole <= 1L << 53;
        if (Current.Kind is not (ExpressionTokenKind.Name or ExpressionTokenKind.Unit))
        {
            return new ExpressionNode.Number(value, isWhole, "", token.Place);
        }

        var unit = Next();
        if (Unit.TryParse(unit.Text) is null)
        {
            throw Error(unit.Place, $"'{unit.Text}' after a number is no unit", "Write '*' between a number and a cube, or a unit as in '273.15 K' or '5 [m s-1]'.");
        }

        return new ExpressionNode.Number(value, isWhole, unit.Text, token.Place.To(unit.Place));
    }

    private ExpressionNode.Apply Call()
    {
        var name = Next();
        var function = CalculateFunction.Find(name.Text) ?? throw UnknownFunction(name);
        Deeper(Next().Place);
        var operands = ImmutableArray.CreateBuilder<ExpressionNode>();
        while (!Current.Is(")"))
        {
            operands.Add(Level(0));
            if (!Current.Is(","))
            {
                break;
            }

            _ = Next();
        }

        var close = Close();
        _depth--;
        if (operands.Count < function.Fewest || operands.Count > function.Most)
        {
            var allowed = function.Fewest == function.Most ? $"{function.Fewest}" : $"{function.Fewest} to {function.Most}";
            throw Error(name.Place.To(close), $"{name.Text} takes {allowed} values, not {operands.Count}", "Separate values by commas.");
        }

        return new ExpressionNode.Apply(function, operands.ToImmutable(), name.Place, name.Place.To(close));
    }

    private Place Close() => Current.Is(")") ? Next().Place : throw Unexpected("')'");

    private ExpressionToken Next() => _tokens[_at++];

    private void Deeper(Place place)
    {
        if (++_depth > DeepestNesting)
        {
            throw Error(place, $"The expression is nested more than {DeepestNesting} deep", "Split it into several steps.");
        }
    }

    private RefusalException UnknownFunction(ExpressionToken name)
    {
        var near = NearestNames.Of(name.Text, CalculateFunction.Names);
        return ExpressionError.At(
            _expression, name.Place, "unknown-function", $"There is no function '{name.Text}'. Functions: {string.Join(", ", CalculateFunction.Names)}",
            near.Length > 0 ? $"Did you mean {string.Join(" or ", near.Select(n => $"'{n}'"))}?" : "Use one of the functions listed.");
    }

    private RefusalException Unexpected(string wanted) => Current.Kind == ExpressionTokenKind.End
        ? Error(Current.Place, $"The expression ends where {wanted} is expected", "Complete the expression.")
        : Error(Current.Place, $"'{Current.Text}' stands where {wanted} is expected", "Check operators, commas and parentheses.");

    private RefusalException Error(Place place, string what, string help) => ExpressionError.At(_expression, place, "bad-expression", what, help);
}
