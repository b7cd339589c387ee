using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>An axis of the detector, with coordinates where the file says how large a pixel is.</summary>
internal static class DetectorAxis
{
    /// <summary>The axis.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="length">Number of pixels.</param>
    /// <param name="pitch">The pixel size and its unit; null where the file has none.</param>
    /// <param name="source">What the file calls the pixel size.</param>
    /// <param name="remarks">Takes what a user should know.</param>
    public static Axis Of(string name, long length, (double Value, string Unit)? pitch, string source, List<string> remarks)
    {
        var axis = new Axis(name, length);
        if (pitch is not var (value, unit))
        {
            return axis;
        }

        if (!double.IsFinite(value) || value <= 0)
        {
            remarks.Add(string.Create(CultureInfo.InvariantCulture, $"'{source}' is {value}, which is no pixel size; give it where an operator asks for it."));
            return axis;
        }

        if (unit.Length == 0 || !Unit.TryParse(unit, out var known) || !known.CompatibleWith(Unit.Parse("m")))
        {
            remarks.Add($"'{source}' {(unit.Length == 0 ? "has no unit" : $"is in '{unit}', which is no unit of length")}; give the pixel size where an operator asks for it.");
            return axis;
        }

        return axis with { Unit = unit, Coordinates = new RegularCoordinates(0, value, length) };
    }
}
