using System.Globalization;

namespace Etalon.Cubes;

/// <summary>The sample nearest to a coordinate.</summary>
internal static class NearestSelection
{
    /// <summary>Reads <c>~12.5 km</c>, <c>~12.5 within 0.5 km</c>, <c>~2003-05-01T12:00</c>.</summary>
    public static AxisSelection Parse(Axis axis, string text)
    {
        var words = text[1..];
        if (axis.IsTime && !double.TryParse(words, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
        {
            var time = CfTime.Of(axis);
            return Find(axis, time.ToCoordinate(CfMoment.Parse(words, time.Calendar)), "", double.PositiveInfinity);
        }

        var cut = words.IndexOf(" within ", StringComparison.Ordinal);
        var value = Quantity.Parse(cut < 0 ? words : words[..cut]);
        if (cut < 0)
        {
            return Find(axis, value.Value, value.Unit.ToString(), double.PositiveInfinity);
        }

        var tolerance = Quantity.Parse(words[(cut + 8)..]);
        var unit = value.Unit.ToString() is { Length: > 0 } own ? own : tolerance.Unit.ToString();
        var inUnit = tolerance.Unit.ToString().Length == 0 ? 1 : tolerance.Unit.ConverterTo(Unit.Parse(unit)).Scale;
        return Find(axis, value.Value, unit, tolerance.Value * inUnit);
    }

    public static AxisSelection Find(Axis axis, double value, string unit, double tolerance)
    {
        var coordinates = axis.Coordinates ?? throw AxisSelection.NoCoordinates(axis);
        var conversion = CoordinateSelection.ToAxis(axis, unit);
        var wanted = conversion.Apply(value);
        var allowed = double.IsInfinity(tolerance) ? tolerance : Math.Abs(conversion.ApplyToDifference(tolerance));
        var best = -1L;
        var distance = double.PositiveInfinity;
        for (var i = 0L; i < coordinates.Length; i++)
        {
            var away = Math.Abs(coordinates[i] - wanted);
            if (away < distance)
            {
                (best, distance) = (i, away);
            }
        }

        return best >= 0 && distance <= allowed
            ? new AxisSelection(best, 1)
            : throw AxisSelection.Empty(axis, string.Create(CultureInfo.InvariantCulture, $"{wanted:R} ± {allowed:R} {axis.Unit}").TrimEnd());
    }
}
