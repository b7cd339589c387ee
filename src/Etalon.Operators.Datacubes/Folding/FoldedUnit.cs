using System.Globalization;
using System.Text.RegularExpressions;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Units of deviations and variances.</summary>
internal static partial class FoldedUnit
{
    /// <summary>The unit of a deviation: degC becomes K.</summary>
    public static string OfDifference(string unit) =>
        Unit.TryParse(unit) is { } parsed && !parsed.Equals(parsed.Difference) ? parsed.Difference.ToString() : unit;

    /// <summary>
    /// The unit of a variance, as a text that is read as a unit again: in the symbols of the text given where it is a plain product
    /// (<c>W m-2</c> becomes <c>W2 m-4</c>), else canonical; a text that is no known unit is put in brackets.
    /// </summary>
    public static string Squared(string unit)
    {
        if (unit.Length == 0)
        {
            return unit;
        }

        if (Unit.TryParse(unit) is not { } parsed)
        {
            return $"({unit})2";
        }

        var square = parsed.Difference.Power(2);
        var text = parsed.Equals(parsed.Difference) ? Factor().Replace(unit, Doubled) : "";
        return text.Length > 0 && Unit.TryParse(text) is { } read && read.Equals(square) ? text : square.Canonical;
    }

    private static string Doubled(Match factor)
    {
        var exponent = factor.Groups["exponent"].Value;
        var power = exponent.Length == 0 ? 1 : int.Parse(exponent, CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{factor.Groups["symbol"].Value}{2 * power}");
    }

    /// <summary>A symbol and its exponent; what is more than that fails the comparison afterwards.</summary>
    [GeneratedRegex(@"(?<symbol>\p{L}+)(?<exponent>-?\d{1,3})?", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Factor();
}
