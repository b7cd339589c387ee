using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Pictures;

/// <summary>A bar that is a round length long: 1, 2 or 5 times a power of ten of a unit in which it is at least 1.</summary>
/// <param name="Pixels">How long it is in the picture.</param>
/// <param name="Text">How long it is in the sample.</param>
internal readonly record struct ScaleBar(double Pixels, string Text)
{
    /// <summary>About this part of the picture's width.</summary>
    private const double Share = 0.25;

    private static readonly Unit Metre = Unit.Parse("m");
    private static readonly (string Name, double Metres)[] Units = [("km", 1e3), ("m", 1), ("mm", 1e-3), ("µm", 1e-6), ("nm", 1e-9)];

    /// <summary>The bar of an axis; null where it is no length.</summary>
    /// <param name="scale">The axis.</param>
    /// <param name="samples">How many samples the picture is wide.</param>
    /// <param name="pixels">How many pixels.</param>
    public static ScaleBar? Of(AxisScale scale, long samples, int pixels)
    {
        if (scale.Unit is not { } unit || !unit.CompatibleWith(Metre) || !double.IsFinite(scale.Pitch))
        {
            return null;
        }

        var metresPerPixel = unit.ConverterTo(Metre).ApplyToDifference(scale.Pitch) * samples / pixels;
        var wanted = Share * pixels * metresPerPixel;
        var (name, metres) = Array.Find(Units, candidate => wanted >= candidate.Metres * (1 - 1e-9)) is { Name: not null } found ? found : Units[^1];
        var length = Ticks.RoundDown(wanted / metres);
        return new ScaleBar(length * metres / metresPerPixel, string.Create(CultureInfo.InvariantCulture, $"{length:G6} {name}"));
    }
}
