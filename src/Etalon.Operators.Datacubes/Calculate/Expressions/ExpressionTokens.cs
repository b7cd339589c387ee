using System.Text.RegularExpressions;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Cuts an expression into words.</summary>
internal static partial class ExpressionTokens
{
    /// <summary>Nobody writes longer ones by hand, and the parser's depth stays bounded.</summary>
    private const int LongestExpression = 10_000;

    /// <summary>The words, ended by one of kind <see cref="ExpressionTokenKind.End"/>.</summary>
    public static List<ExpressionToken> Of(string expression)
    {
        if (expression.Length > LongestExpression)
        {
            throw new RefusalException(
                "bad-expression", $"The expression has {expression.Length} characters; at most {LongestExpression} are read.", "Split it into several steps.");
        }

        var tokens = new List<ExpressionToken>();
        var at = 0;
        while (true)
        {
            while (at < expression.Length && char.IsWhiteSpace(expression[at]))
            {
                at++;
            }

            if (at == expression.Length)
            {
                tokens.Add(new ExpressionToken(ExpressionTokenKind.End, "", new Place(at, 1)));
                return tokens;
            }

            var match = Word().Match(expression, at);
            if (!match.Success)
            {
                throw ExpressionError.At(
                    expression, new Place(at, 1), "bad-expression", $"'{expression[at]}' cannot stand here",
                    "Write numbers, cube names, + - * / % ^, comparisons, && || !, parentheses and functions.");
            }

            tokens.Add(Token(match));
            at += match.Length;
        }
    }

    private static ExpressionToken Token(Match match)
    {
        var place = new Place(match.Index, match.Length);
        if (match.Groups["number"].Success)
        {
            return new ExpressionToken(ExpressionTokenKind.Number, match.Value, place);
        }

        if (match.Groups["name"].Success)
        {
            return match.Value switch
            {
                "and" => new ExpressionToken(ExpressionTokenKind.Sign, "&&", place),
                "or" => new ExpressionToken(ExpressionTokenKind.Sign, "||", place),
                "not" => new ExpressionToken(ExpressionTokenKind.Sign, "!", place),
                _ => new ExpressionToken(ExpressionTokenKind.Name, match.Value.Trim('`'), place),
            };
        }

        if (match.Groups["unit"].Success)
        {
            return new ExpressionToken(ExpressionTokenKind.Unit, match.Value[1..^1].Trim(), place);
        }

        var sign = string.Equals(match.Value, "**", StringComparison.Ordinal) ? "^" : match.Value;
        return new ExpressionToken(ExpressionTokenKind.Sign, sign, place);
    }

    // A port name such as cubes[0] is one word, as is any name between backquotes.
    [GeneratedRegex(
        @"\G((?<number>(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?)|(?<name>[\p{L}_][\p{L}\p{Nd}_]*(\[\d+\])?|`[^`]+`)|(?<unit>\[[^\[\]]*\])|(?<sign>\*\*|<=|>=|==|!=|&&|\|\||[-+*/%^<>!(),]))",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();
}
