using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Ophidia;

/// <summary>
/// Expressions of conditions and settings: numbers and texts, <c>+ - * / % ^</c>, comparisons, <c>&amp;&amp; || !</c>, parentheses and some functions.
/// Numbers are compared as numbers, anything else letter by letter. Variables are replaced before.
/// </summary>
public static class OphidiaExpression
{
    /// <summary>Whether a condition holds: a number other than 0, <c>true</c> or <c>yes</c>.</summary>
    /// <exception cref="RefusalException"><c>bad-expression</c>, with the position.</exception>
    public static bool IsTrue(string text)
    {
        var value = new ExpressionReading(text).Read();
        if (value.IsNumber)
        {
            return value.Number is not 0 && !double.IsNaN(value.Number);
        }

        return value.Text!.ToUpperInvariant() switch
        {
            "TRUE" or "YES" => true,
            "FALSE" or "NO" or "" => false,
            _ => throw new RefusalException(
                "bad-expression", $"'{text}' is a text; a condition is true or false.", "Compare it with something: @name == 'value'."),
        };
    }

    /// <summary>What an expression amounts to, as a text.</summary>
    /// <exception cref="RefusalException"><c>bad-expression</c>, with the position.</exception>
    public static string Evaluate(string text) => new ExpressionReading(text).Read().ToString();

    /// <summary>A value as <c>oph_set</c> takes it: <c>EVAL(expression)</c> is worked out, all else stays.</summary>
    public static string EvaluateMarked(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var trimmed = text.Trim();
        return trimmed.StartsWith("EVAL(", StringComparison.OrdinalIgnoreCase) && trimmed.EndsWith(')') ? Evaluate(trimmed[5..^1]) : text;
    }

    internal static RefusalException Bad(string text, int at, string why) =>
        new(
            "bad-expression",
            string.Create(CultureInfo.InvariantCulture, $"The expression '{text}' is wrong at position {at + 1}: {why}."),
            "Numbers, 'texts', + - * / % ^, == != < <= > >=, && || !, parentheses, and abs, ceil, cos, exp, floor, log, max, min, round, sin, sqrt, tan.");
}
