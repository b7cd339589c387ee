using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Operators;

/// <summary>Numbers that users write with a unit.</summary>
internal static class QuantityText
{
    /// <summary>Splits <c>0.2 um</c> into number and unit; the unit may be missing.</summary>
    public static bool TrySplit(string text, out double number, out string unit)
    {
        var trimmed = text.Trim();
        for (var length = trimmed.Length; length > 0; length--)
        {
            if (double.TryParse(trimmed.AsSpan(0, length), NumberStyles.Float, CultureInfo.InvariantCulture, out number)
                && double.IsFinite(number))
            {
                unit = trimmed[length..].Trim();
                return true;
            }
        }

        number = 0;
        unit = "";
        return false;
    }

    /// <summary>The number in the declared unit.</summary>
    public static double Convert(double number, string unit, string declared, string path)
    {
        if (string.Equals(unit, declared, StringComparison.Ordinal))
        {
            return number;
        }

        // A unit that nobody knows is refused with the nearest names; one that measures something else is the wrong unit.
        var given = Unit.Parse(unit);
        if (declared.Length > 0 && Unit.Parse(declared) is var wanted && given.CompatibleWith(wanted))
        {
            return given.ConverterTo(wanted).Apply(number);
        }

        throw new RefusalException(
            "wrong-unit",
            declared.Length > 0
                ? $"Parameter '{path}' is in '{declared}'; '{unit}' cannot be converted to it."
                : $"Parameter '{path}' has no unit; '{unit}' was given.",
            declared.Length > 0 ? $"Give a number in {declared}, or in a unit that measures the same." : "Give a plain number.");
    }
}
