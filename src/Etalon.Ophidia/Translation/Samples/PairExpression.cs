using System.Globalization;

namespace Etalon.Ophidia;

/// <summary>What becomes of two samples <c>a</c> and <c>b</c>, as an expression of <c>calculate</c>: missing where either is.</summary>
internal static class PairExpression
{
    /// <summary>What the result is called at length: what was done to what, missing samples apart.</summary>
    public static string Name(string operation, string a, string b) => operation switch
    {
        "arg_max" => $"which is greater: {a} (1) or {b} (2)",
        "arg_min" => $"which is less: {a} (1) or {b} (2)",
        "mask" => $"{a} where {b} is 1",
        _ => Text(operation, a, b),
    };

    /// <summary>The expression.</summary>
    /// <param name="operation">Ophidia's name.</param>
    /// <param name="missing">What counts as missing besides, and what is written for it; null for nothing besides.</param>
    public static string Of(string operation, double? missing)
    {
        var value = Text(operation, "a", "b");
        if (missing is not { } number || double.IsNaN(number))
        {
            return operation is "max" or "min" or "arg_max" or "arg_min" or "mask" ? $"where(ismissing(a) || ismissing(b), nan, {value})" : value;
        }

        var text = number.ToString("R", CultureInfo.InvariantCulture);
        var filled = string.Equals(operation, "mask", StringComparison.Ordinal) ? $"where(b == 1, a, {text})" : value;
        return $"where(ismissing(a) || ismissing(b) || a == {text} || b == {text}, {text}, {filled})";
    }

    private static string Text(string operation, string a, string b) => operation switch
    {
        "sub" => $"{a} - {b}",
        "sum" => $"{a} + {b}",
        "mul" => $"{a} * {b}",
        "div" => $"{a} / {b}",
        "abs" => $"hypot({a}, {b})",
        "arg" => $"atan2({b}, {a})",
        "max" => $"max({a}, {b})",
        "min" => $"min({a}, {b})",
        "arg_max" => $"where({a} >= {b}, 1, 2)",
        "arg_min" => $"where({a} <= {b}, 1, 2)",
        _ => $"where({b} == 1, {a}, nan)",
    };
}
