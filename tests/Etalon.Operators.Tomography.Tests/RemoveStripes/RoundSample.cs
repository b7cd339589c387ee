using Etalon.Operators.Datacubes.Tests;

namespace Etalon.Operators.Tomography.Tests;

/// <summary>Circles, their projections by the closed form, and where the mean of a slice is known; lengths in pixels, from the axis.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Circles">Middle, radius and density; densities add.</param>
/// <param name="Region">A ring or disc of one density: middle, inner and outer radius, density.</param>
public sealed record RoundSample(
    string Name, (double Right, double Up, double Radius, double Density)[] Circles, (double Right, double Up, double Inner, double Outer, double Density) Region)
{
    /// <summary>Columns of a projection.</summary>
    public const int Columns = 512;

    private const int Angles = 400;
    private const double Unit = 2 / (1.04 * Columns);

    /// <summary>A capillary full of something lighter; its axis may be off the axis of rotation.</summary>
    public static RoundSample Capillary(double wall, double off) => new(
        $"wall of {wall}, {off} off",
        [(off, 0, 0.3 * Columns, 4 * Unit), (off, 0, (0.3 * Columns) - wall, -3.2 * Unit)],
        (off, 0, (0.3 * Columns) - wall + 0.5, (0.3 * Columns) - 0.5, 4 * Unit));

    /// <summary>A disc around the axis, and in it a denser wire.</summary>
    public static RoundSample Wire(double radius, double off) => new(
        $"wire of radius {radius}, {off} off",
        [(0, 0, 0.4 * Columns, Unit), (0.8 * off, 0.6 * off, radius, 4 * Unit)],
        (0.8 * off, 0.6 * off, 0, Math.Max(0.7 * radius, 0.7), 5 * Unit));

    /// <summary>The sinogram: attenuation of one row.</summary>
    public MemoryCube Sinogram(double centre, double noise = 0)
    {
        var random = new Random(4);
        var samples = new float[Angles * Columns];
        for (var angle = 0; angle < Angles; angle++)
        {
            var (sine, cosine) = Math.SinCos(angle * Math.PI / Angles);
            for (var x = 0; x < Columns; x++)
            {
                var value = Circles.Sum(circle => circle.Density
                    * StripedSinogram.Chord(x - centre - (circle.Right * cosine) - (circle.Up * sine), circle.Radius));
                var error = noise > 0 ? noise * StripedSinogram.Normal(random) * Math.Exp(value / 2) : 0;
                samples[(angle * Columns) + x] = (float)(value + error);
            }
        }

        return MemoryCube.Of<float>(TwoDiscs.Info("attenuation", TwoDiscs.Even(Angles), 1, Columns, 10_000), samples);
    }

    /// <summary>The mean of a slice over the region, over its density; the pixels are a centimetre.</summary>
    public double Mean(ReadOnlySpan<float> slice)
    {
        const double step = 0.25;
        var (sum, count) = (0.0, 0);
        for (var v = Region.Up - Region.Outer; v <= Region.Up + Region.Outer; v += step)
        {
            for (var u = Region.Right - Region.Outer; u <= Region.Right + Region.Outer; u += step)
            {
                var distance = Math.Sqrt(((u - Region.Right) * (u - Region.Right)) + ((v - Region.Up) * (v - Region.Up)));
                if (distance < Region.Inner || distance > Region.Outer)
                {
                    continue;
                }

                var (row, column) = (((Columns - 1) / 2.0) - v, u + ((Columns - 1) / 2.0));
                sum += slice[((int)Math.Round(row) * Columns) + (int)Math.Round(column)];
                count++;
            }
        }

        return sum / count / Region.Density;
    }

    /// <inheritdoc />
    public override string ToString() => Name;
}
