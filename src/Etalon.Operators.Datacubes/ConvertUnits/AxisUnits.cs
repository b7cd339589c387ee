using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Coordinates and bounds of an axis in another unit.</summary>
internal static class AxisUnits
{
    /// <summary>The axis in another unit; <paramref name="from"/> replaces the unit it says it is in, if not empty.</summary>
    public static Axis Convert(Axis axis, string from, string to)
    {
        var source = axis with { Unit = from.Length > 0 ? from : axis.Unit };
        if (source.Unit.Length == 0)
        {
            throw new RefusalException("no-unit", $"Axis '{axis.Name}' has no unit.", "Say which one it is in: from=….");
        }

        var convert = Converter(source, to);
        return source with
        {
            Unit = to,
            Coordinates = source.Coordinates is null or LabelCoordinates
                ? source.Coordinates
                : AxisCoordinates.From([.. source.Coordinates.ToArray().Select(convert)]),
            Bounds = source.HasBounds ? [.. source.Bounds.Select(convert)] : [],
        };
    }

    /// <summary>The conversion between two units by their texts.</summary>
    public static UnitConversion Between(string from, string to)
    {
        var (source, target) = (Unit.Parse(from), Unit.Parse(to));
        return source.CompatibleWith(target)
            ? source.ConverterTo(target)
            : throw new RefusalException(
                "wrong-unit", $"'{from}' ({source.SiText} in SI) cannot be converted to '{to}' ({target.SiText} in SI).",
                $"Choose a unit with the dimension of '{from}'.");
    }

    private static Func<double, double> Converter(Axis axis, string to)
    {
        var toTime = to.Contains(" since ", StringComparison.Ordinal);
        if (axis.IsTime != toTime)
        {
            throw new RefusalException("wrong-unit", $"'{axis.Unit}' cannot be converted to '{to}'.", "Moments ('days since 2000-01-01') convert to moments only.");
        }

        if (axis.IsTime)
        {
            var (before, after) = (CfTime.Of(axis), CfTime.Parse(to, axis.Calendar));
            return value => before.Convert(value, after);
        }

        return Between(axis.Unit, to).Apply;
    }
}
