using System.Globalization;
using System.Text.RegularExpressions;

namespace Etalon.Cubes;

/// <summary>Samples between two coordinates.</summary>
internal static partial class CoordinateSelection
{
    public static AxisSelection Parse(Axis axis, string text)
    {
        var match = Form().Match(text);
        return match.Success && (match.Groups["from"].Success || match.Groups["to"].Success)
            ? Find(axis, Number(match.Groups["from"], double.NegativeInfinity), Number(match.Groups["to"], double.PositiveInfinity), match.Groups["unit"].Value)
            : throw AxisSelection.Bad(axis, text);
    }

    public static AxisSelection Find(Axis axis, double from, double to, string unit)
    {
        var conversion = ToAxis(axis, unit);
        var a = conversion.Apply(from);
        var b = conversion.Apply(to);
        var low = Math.Min(a, b);
        var high = Math.Max(a, b);
        if (double.IsNaN(low))
        {
            throw new RefusalException("bad-selection", $"A limit on axis '{axis.Name}' is not a number.", "Give two numbers.");
        }

        // Both ends are included although a coordinate may have been stored as float32 or a limit converted.
        var slack = Slack(axis);
        var asked = string.Create(CultureInfo.InvariantCulture, $"{low:R} to {high:R} {axis.Unit}").TrimEnd();
        return OrderedSearch.Find(axis, asked, coordinate =>
        {
            if (coordinate < low - slack)
            {
                return -1;
            }

            return coordinate <= high + slack ? 0 : 1;
        });
    }

    /// <summary>How a value the user gave becomes one in the unit of the axis.</summary>
    public static UnitConversion ToAxis(Axis axis, string unit)
    {
        var name = unit.Trim();
        return name.Length == 0 || string.Equals(name, axis.Unit, StringComparison.Ordinal)
            ? new UnitConversion(1, 0)
            : Unit.Parse(name).ConverterTo(Unit.Parse(axis.Unit));
    }

    /// <summary>A ten-thousandth of the mean spacing, or a few roundings of float32 if that is less.</summary>
    private static double Slack(Axis axis)
    {
        if (axis.Coordinates is not { Length: > 1 } coordinates)
        {
            return 0;
        }

        var first = coordinates[0];
        var last = coordinates[coordinates.Length - 1];
        var spacing = Math.Abs(last - first) / (coordinates.Length - 1);
        var slack = Math.Min(spacing * 1e-4, Math.Max(Math.Abs(first), Math.Abs(last)) * 2.4e-7);
        return double.IsFinite(slack) ? slack : 0;
    }

    private static double Number(Group group, double ifOpen) =>
        group.Success ? double.Parse(group.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture) : ifOpen;

    [GeneratedRegex(
        @"^\s*(?<from>[+-]?(\d+(\.\d+)?|\.\d+)([eE][+-]?\d+)?)?\s*\.\.\s*(?<to>[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?)?\s*(?<unit>[^\d\s.+-].*)?$",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form();
}
