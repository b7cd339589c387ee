using System.Collections.Immutable;
using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Reads an array expression: calls of primitives, nested as deep as wanted.</summary>
internal sealed class ApplyParser
{
    private const int DeepestNesting = 100;

    private readonly List<ApplyToken> _tokens;
    private int _at;
    private int _depth;

    private ApplyParser(string expression) => _tokens = ApplyTokens.Of(expression);

    private ApplyToken Current => _tokens[_at];

    /// <summary>The tree of an expression.</summary>
    public static ApplySyntax Parse(string expression)
    {
        var parser = new ApplyParser(expression);
        var tree = parser.Term();
        return parser.Current.Kind == ApplyTokenKind.End ? tree : throw parser.Unexpected("the end");
    }

    private ApplySyntax Term()
    {
        var token = Current;
        switch (token.Kind)
        {
            case ApplyTokenKind.Name when _tokens[_at + 1].Is('('):
                return Call();
            case ApplyTokenKind.Name:
                _at++;
                return Named(token, negative: false);
            case ApplyTokenKind.Text:
                _at++;
                return new ApplySyntax.Text(token.Text, token.Column);
            case ApplyTokenKind.Number:
                return Number(token.Column, negative: false);
            case ApplyTokenKind.Sign when (token.Is('-') || token.Is('+')) && _tokens[_at + 1].Kind == ApplyTokenKind.Number:
                _at++;
                return Number(token.Column, token.Is('-'));
            case ApplyTokenKind.Sign when (token.Is('-') || token.Is('+')) && _tokens[_at + 1].Kind == ApplyTokenKind.Name:
                _at += 2;
                return Named(_tokens[_at - 1], token.Is('-'));
            default:
                throw Unexpected("a primitive, measure, a number or a text");
        }
    }

    /// <summary><c>nan</c> and <c>inf</c> are numbers.</summary>
    private static ApplySyntax Named(ApplyToken token, bool negative) => token.Text.ToUpperInvariant() switch
    {
        "NAN" => new ApplySyntax.Number(double.NaN, IsInteger: false, token.Column),
        "INF" or "INFINITY" => new ApplySyntax.Number(
            negative ? double.NegativeInfinity : double.PositiveInfinity, IsInteger: false, token.Column),
        _ when negative => throw ApplyError.At(token.Column, $"'-' stands before '{token.Text}'", "Only numbers have signs; use oph_mul_scalar(…, -1)."),
        _ => new ApplySyntax.Name(token.Text, token.Column),
    };

    private ApplySyntax.Number Number(int column, bool negative)
    {
        var token = _tokens[_at++];
        var value = double.Parse(token.Text, CultureInfo.InvariantCulture);
        if (!double.IsFinite(value))
        {
            throw ApplyError.At(column, $"The number {token.Text} is too large", "Numbers reach up to 1.79e308.");
        }

        return new ApplySyntax.Number(negative ? -value : value, token.Text.All(char.IsAsciiDigit), column);
    }

    private ApplySyntax.Call Call()
    {
        var name = _tokens[_at];
        _at += 2;
        if (++_depth > DeepestNesting)
        {
            throw ApplyError.At(name.Column, $"The expression is nested more than {DeepestNesting} deep", "Split it into several steps.");
        }

        var arguments = ImmutableArray.CreateBuilder<ApplySyntax>();
        while (!Current.Is(')'))
        {
            arguments.Add(Term());
            if (!Current.Is(','))
            {
                break;
            }

            _at++;
            if (Current.Is(')'))
            {
                throw Unexpected("an argument");
            }
        }

        if (!Current.Is(')'))
        {
            throw Unexpected("',' or ')'");
        }

        _at++;
        _depth--;
        return new ApplySyntax.Call(name.Text, arguments.ToImmutable(), name.Column);
    }

    private RefusalException Unexpected(string wanted) => Current.Kind == ApplyTokenKind.End
        ? ApplyError.At(Current.Column, $"The expression ends where {wanted} is expected", "Complete the expression.")
        : ApplyError.At(Current.Column, $"'{Current.Text}' stands where {wanted} is expected", "Check quotes, commas and brackets.");
}
