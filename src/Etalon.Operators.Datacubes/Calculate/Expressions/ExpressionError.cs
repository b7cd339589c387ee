using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Refuses an expression and points at the place.</summary>
internal static class ExpressionError
{
    private const int Margin = 30;

    /// <summary>A refusal with the expression and a caret under the place.</summary>
    public static RefusalException At(string expression, Place place, string code, string what, string help) => new(
        code, string.Create(CultureInfo.InvariantCulture, $"{what} (position {place.Start + 1}){Environment.NewLine}{Show(expression, place)}"), help);

    /// <summary>The part of the expression around the place, and carets below it.</summary>
    private static string Show(string expression, Place place)
    {
        var from = Math.Max(0, place.Start - Margin);
        var to = Math.Min(expression.Length, place.Start + place.Length + Margin);
        var text = string.Concat(expression.AsSpan(from, to - from).ToArray().Select(c => char.IsControl(c) ? ' ' : c));
        var (before, after) = (from > 0 ? "…" : "", to < expression.Length ? "…" : "");
        return $"  {before}{text}{after}{Environment.NewLine}  {new string(' ', before.Length + place.Start - from)}{new string('^', Math.Max(1, place.Length))}";
    }
}
