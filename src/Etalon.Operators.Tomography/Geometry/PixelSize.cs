using Etalon.Cubes;

namespace Etalon.Operators.Tomography;

/// <summary>How large a detector pixel is, as seen in the sample.</summary>
internal static class PixelSize
{
    /// <summary>The pitch of the columns in centimetres, from the parameter or from the coordinates of the axis <c>x</c>.</summary>
    /// <param name="cube">Projections.</param>
    /// <param name="micrometres">What the user says; 0 for nothing.</param>
    /// <exception cref="RefusalException">Nobody says how large a pixel is.</exception>
    public static double Centimetres(CubeInfo cube, double micrometres)
    {
        if (micrometres > 0)
        {
            return micrometres * 1e-4;
        }

        var axis = cube.Axes[cube.IndexOf(ScanAxes.X)];
        if (axis.Coordinates is { Length: > 1 } coordinates && Unit.TryParse(axis.Unit, out var unit) && unit.CompatibleWith(Unit.Parse("cm")))
        {
            var pitch = Math.Abs(coordinates[axis.Length - 1] - coordinates[0]) / (axis.Length - 1);
            if (double.IsFinite(pitch) && pitch > 0)
            {
                return pitch * unit.ConverterTo(Unit.Parse("cm")).Scale;
            }
        }

        throw new RefusalException(
            "pixel-size-unknown", $"The pixel size of '{cube.Name}' is not known, so attenuation cannot be told per length.",
            "Say how large a pixel is in the sample: pixelSize=… (in um).");
    }
}
