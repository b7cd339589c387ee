using System.Collections.Immutable;
using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Operators.Tomography;

/// <summary>Where a point of the true image was shown: on the same ray from the centre, farther or nearer by a polynomial of the radius.</summary>
internal sealed class RadialMap
{
    /// <summary>Radii at which the polynomial is looked at.</summary>
    private const int Looks = 4096;

    private readonly ImmutableArray<double> _coefficients;

    public RadialMap(CorrectDistortion.Parameters parameters, long height, long width)
    {
        _coefficients = parameters.Coefficients.IsDefault ? [] : parameters.Coefficients;
        CentreX = parameters.CentreX ?? (width - 1) / 2.0;
        CentreY = parameters.CentreY ?? (height - 1) / 2.0;
        Farthest = Math.Sqrt(Math.Pow(Math.Max(CentreX, width - 1 - CentreX), 2) + Math.Pow(Math.Max(CentreY, height - 1 - CentreY), 2));
        Reach = Check();
    }

    /// <summary>The column of the centre.</summary>
    public double CentreX { get; }

    /// <summary>The row of the centre.</summary>
    public double CentreY { get; }

    /// <summary>The largest radius of a pixel.</summary>
    public double Farthest { get; }

    /// <summary>How far at most a sample comes from, in pixels, bilinear neighbours included.</summary>
    public long Reach { get; }

    /// <summary>By what the radius is multiplied: k0 + k1 r + k2 r² + …</summary>
    public double Factor(double radius)
    {
        var sum = 0.0;
        for (var i = _coefficients.Length - 1; i >= 0; i--)
        {
            sum = (sum * radius) + _coefficients[i];
        }

        return sum;
    }

    /// <summary>The largest displacement; refuses a map that folds, which no lens is.</summary>
    private long Check()
    {
        if (_coefficients.IsEmpty || _coefficients.Any(k => !double.IsFinite(k)))
        {
            throw new RefusalException(
                "bad-parameter", "A distortion needs its polynomial: finite numbers k0, k1, k2, …", "Write for example coefficients=[1, 0, 2e-9].");
        }

        var step = Farthest / Looks;
        var (before, most) = (0.0, 0.0);
        for (var i = 1; i <= Looks && step > 0; i++)
        {
            var radius = i * step * Factor(i * step);
            var slope = (radius - before) / step;
            if (!(slope is > 0.5 and < 2))
            {
                throw new RefusalException(
                    "bad-parameter",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"At {i * step:F0} pixels from the centre the polynomial stretches the image {slope:G3} times; 0.5 to 2 is allowed."),
                    "Coefficients are for radii in pixels, lowest power first: k0 is near 1.");
            }

            most = Math.Max(most, Math.Abs(radius - (i * step)));
            before = radius;
        }

        // Between two looks the displacement changes by less than their distance.
        return (long)Math.Ceiling(most + step) + 2;
    }
}
