using System.Globalization;

namespace Etalon.Operators.Datacubes;

/// <summary>Writes expressions, so that parts of one can be handed to other steps.</summary>
internal static class ApplyWriter
{
    /// <summary>The expression as text.</summary>
    public static string Text(ApplySyntax syntax) => Text(syntax, static _ => null);

    /// <summary>The expression as text, parts of it replaced.</summary>
    public static string Text(ApplySyntax syntax, Func<ApplySyntax, string?> replacement) => replacement(syntax) ?? syntax switch
    {
        ApplySyntax.Call call => $"{call.Primitive}({string.Join(',', call.Arguments.Select(argument => Text(argument, replacement)))})",
        ApplySyntax.Name name => name.Word,
        ApplySyntax.Text text => Quoted(text.Value),
        ApplySyntax.Number number => Number(number.Value, number.IsInteger),
        _ => throw new NotSupportedException(syntax.GetType().Name),
    };

    /// <summary>A number as expressions write it.</summary>
    public static string Number(double value, bool isInteger = false)
    {
        if (double.IsNaN(value))
        {
            return "nan";
        }

        if (double.IsInfinity(value))
        {
            return value > 0 ? "inf" : "-inf";
        }

        // Whole numbers with a point stay what they are: some primitives tell them apart.
        var text = value.ToString(isInteger ? "F0" : "R", CultureInfo.InvariantCulture);
        return isInteger || text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0";
    }

    /// <summary>A text cannot hold the quote that it was written in.</summary>
    private static string Quoted(string text) => text.Contains('\'', StringComparison.Ordinal) ? $"\"{text}\"" : $"'{text}'";
}
