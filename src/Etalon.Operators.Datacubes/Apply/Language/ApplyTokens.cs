using System.Text.RegularExpressions;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Cuts an array expression into words.</summary>
internal static partial class ApplyTokens
{
    /// <summary>Long lists of numbers are written into expressions; more than this nobody writes.</summary>
    private const int LongestExpression = 1_000_000;

    /// <summary>The words, ended by one of kind <see cref="ApplyTokenKind.End"/>.</summary>
    public static List<ApplyToken> Of(string expression)
    {
        if (expression.Length > LongestExpression)
        {
            throw new RefusalException(
                "bad-expression", $"The expression has {expression.Length} characters; at most {LongestExpression} are read.", "Split it into several steps.");
        }

        var tokens = new List<ApplyToken>();
        var at = 0;
        while (true)
        {
            while (at < expression.Length && char.IsWhiteSpace(expression[at]))
            {
                at++;
            }

            if (at == expression.Length)
            {
                tokens.Add(new ApplyToken(ApplyTokenKind.End, "", at + 1));
                return tokens;
            }

            var token = Read(expression, at, out var length);
            tokens.Add(token);
            at += length;
        }
    }

    private static ApplyToken Read(string expression, int at, out int length)
    {
        var first = expression[at];
        if (first is '\'' or '"')
        {
            var end = expression.IndexOf(first, at + 1);
            if (end < 0)
            {
                throw ApplyError.At(at + 1, $"The text that begins with {first} has no end", "Close it with the same quote.");
            }

            length = end + 1 - at;
            return new ApplyToken(ApplyTokenKind.Text, expression[(at + 1)..end], at + 1);
        }

        if (first is '(' or ')' or ',' or '-' or '+')
        {
            length = 1;
            return new ApplyToken(ApplyTokenKind.Sign, first.ToString(), at + 1);
        }

        var match = Word().Match(expression, at);
        if (!match.Success)
        {
            throw ApplyError.At(at + 1, $"'{first}' cannot stand here", "Write primitives, measure, dimension, numbers, texts in quotes, commas and brackets.");
        }

        length = match.Length;
        var kind = match.Groups["number"].Success ? ApplyTokenKind.Number : ApplyTokenKind.Name;
        return new ApplyToken(kind, match.Value, at + 1);
    }

    [GeneratedRegex(
        @"\G((?<number>(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?)|(?<name>[A-Za-z_][A-Za-z0-9_.]*))",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();
}
