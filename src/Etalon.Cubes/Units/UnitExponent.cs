using System.Globalization;
using System.Text.RegularExpressions;

namespace Etalon.Cubes;

/// <summary>Exponents as they follow a unit: <c>-2</c>, <c>+3</c>, <c>⁻²</c>.</summary>
internal static partial class UnitExponent
{
    /// <summary>Beyond this an exponent is a slip of the pen.</summary>
    public const int Largest = 60;

    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    public static Match At(string text, int position) => Form().Match(text, position);

    /// <summary>The number, or null beyond the limit.</summary>
    public static int? Value(string text)
    {
        var plain = string.Concat(text.Select(c => c switch
        {
            '⁻' => '-',
            '⁺' => '+',
            _ => Superscripts.Contains(c, StringComparison.Ordinal) ? (char)('0' + Superscripts.IndexOf(c, StringComparison.Ordinal)) : c,
        }));
        return int.TryParse(plain, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) <= Largest
            ? value
            : null;
    }

    [GeneratedRegex(@"\G[-+⁻⁺]?[0-9⁰¹²³⁴⁵⁶⁷⁸⁹]+(?<fraction>[./][0-9])?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form();
}
