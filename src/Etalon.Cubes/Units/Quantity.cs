using System.Globalization;
using System.Text.RegularExpressions;

namespace Etalon.Cubes;

/// <summary>A number with its unit: <c>20 keV</c>.</summary>
/// <param name="Value">The number.</param>
/// <param name="Unit">Its unit; <see cref="Unit.One"/> for a pure number.</param>
public readonly partial record struct Quantity(double Value, Unit Unit)
{
    /// <summary>The value in the coherent SI unit (<see cref="SiUnit"/>).</summary>
    public double SiValue => To(Unit.Si).Value;

    /// <summary>The SI unit's text; compatible quantities have the same one, so values under one text can be compared.</summary>
    public string SiUnit => Unit.SiText;

    /// <summary>A number and a unit as a person writes them: <c>20 keV</c>, <c>-5degC</c>, <c>0.3</c>, <c>1e-6 m</c>.</summary>
    /// <exception cref="RefusalException"><c>bad-quantity</c>, or what <see cref="Unit.Parse"/> refuses.</exception>
    public static Quantity Parse(string text)
    {
        var match = Form().Match(text);
        return match.Success && double.TryParse(match.Groups["number"].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? new Quantity(value, Unit.Parse(match.Groups["unit"].Value))
            : throw new RefusalException("bad-quantity", $"'{text}' is not a number with a unit.", "Write for example '20 keV', '5.5 mm' or '0.3'.");
    }

    /// <summary>The quantity of that text, or null.</summary>
    public static Quantity? TryParse(string? text)
    {
        try
        {
            return text is null ? null : Parse(text);
        }
        catch (RefusalException)
        {
            return null;
        }
    }

    /// <summary>The same quantity in another unit.</summary>
    /// <exception cref="RefusalException"><c>incompatible-units</c>.</exception>
    public Quantity To(Unit other) => new(Unit.ConverterTo(other).Apply(Value), other);

    /// <inheritdoc />
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Value:R} {Unit}").TrimEnd();

    // "2eV" is two electronvolts: the exponent must have digits.
    [GeneratedRegex(@"^\s*(?<number>[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?)\s*(?<unit>.*)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form();
}
