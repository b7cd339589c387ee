namespace Etalon.Operators.Tomography.Tests;

/// <summary>
/// A random scan whose axis is known: ellipses, some with their middle far out, projected by the closed form; with Poisson noise,
/// truncation, stripes. Shares nothing with the product.
/// </summary>
internal sealed class CentreCase
{
    private readonly Random _random;

    /// <summary>What was turned, and where the axis was.</summary>
    internal enum Turn
    {
        /// <summary>180 degrees, the last step left out.</summary>
        Half,

        /// <summary>180 degrees, both ends measured.</summary>
        HalfWithEnd,

        /// <summary>360 degrees.</summary>
        Whole,

        /// <summary>360 degrees with the axis near an edge of the detector.</summary>
        HalfAcquisition,
    }

    /// <summary>The case of a seed.</summary>
    public CentreCase(int seed, int width = 0)
    {
        _random = new Random(seed);
        Kind = (seed % 10) switch { 9 => Turn.HalfAcquisition, 8 => Turn.Whole, 7 => Turn.HalfWithEnd, _ => Turn.Half };
        Width = width > 0 ? width : 256 + (32 * _random.Next(0, 4));
        Centre = ((Width - 1) / 2.0) + (_random.NextDouble() * 80) - 40;
        Photons = Math.Pow(10, 3 + (2 * _random.NextDouble()));
        IsTruncated = seed % 4 == 1;
        HasStripes = seed % 5 == 2;
        var half = (int)(Width * (0.7 + (0.9 * _random.NextDouble())));
        half = width > 0 ? width : half;
        var turn = Kind is Turn.Half or Turn.HalfWithEnd ? 180.0 : 360.0;
        var count = turn > 180 ? 2 * half : half;
        Degrees = [.. Enumerable.Range(0, Kind == Turn.HalfWithEnd ? count + 1 : count).Select(i => i * turn / count)];
        if (Kind == Turn.HalfAcquisition)
        {
            Centre = Width * (0.08 + (0.2 * _random.NextDouble()));
            Centre = seed % 20 == 9 ? Width - 1 - Centre : Centre;
        }
    }

    public Turn Kind { get; }

    public int Width { get; }

    public double Centre { get; }

    public double Photons { get; init; }

    public bool IsTruncated { get; init; }

    public bool HasStripes { get; init; }

    public double[] Degrees { get; }

    /// <summary>Whether pixels see the mean over their width, not the value at their middle.</summary>
    public bool IsIntegrated { get; init; }

    /// <summary>Attenuation in the order angle, row, column.</summary>
    public float[] Attenuation(int rows)
    {
        var samples = new float[Degrees.Length * rows * Width];
        var field = Kind == Turn.HalfAcquisition ? Math.Max(Centre, Width - 1 - Centre) : (Width / 2.0) - Math.Abs(Centre - (Width / 2.0));
        var radius = field * (IsTruncated ? 1.15 + (0.25 * _random.NextDouble()) : 0.6 + (0.35 * _random.NextDouble()));
        var shape = Ellipses(radius, 4 + _random.Next(9));
        for (var row = 0; row < rows; row++)
        {
            var own = row == 0 ? shape : [.. shape, .. Ellipses(0.5 * radius, 3)[1..]];
            Project(own, samples, row, rows);
            if (HasStripes)
            {
                Stripe(samples, row, rows);
            }
        }

        return samples;
    }

    /// <summary>The outline and what is in it: middle, half axes, tilt, density.</summary>
    private double[][] Ellipses(double radius, int count)
    {
        var ratio = 0.6 + (0.4 * _random.NextDouble());
        var all = new List<double[]> { new[] { 0, 0, radius, radius * ratio, Math.PI * _random.NextDouble(), 1.0 } };
        while (all.Count <= count)
        {
            var (far, turn) = (radius * ratio * 0.75 * Math.Sqrt(_random.NextDouble()), 2 * Math.PI * _random.NextDouble());
            var size = Math.Min(radius * (0.03 + (0.25 * _random.NextDouble())), (radius * ratio) - far);
            all.Add([far * Math.Cos(turn), far * Math.Sin(turn), size, size * (0.3 + (0.7 * _random.NextDouble())), Math.PI * _random.NextDouble(), (1.6 * _random.NextDouble()) - 0.6]);
        }

        // The thickest ray loses about e^-2.
        var scale = 1 / radius;
        return [.. all.Select(e => new[] { e[0], e[1], e[2], e[3], e[4], e[5] * scale })];
    }

    private void Project(double[][] ellipses, float[] samples, int row, int rows)
    {
        for (var angle = 0; angle < Degrees.Length; angle++)
        {
            var (sine, cosine) = Math.SinCos(Degrees[angle] * Math.PI / 180);
            var line = new double[Width];
            foreach (var e in ellipses)
            {
                var (tiltSine, tiltCosine) = Math.SinCos((Degrees[angle] * Math.PI / 180) - e[4]);
                var square = (e[2] * e[2] * tiltCosine * tiltCosine) + (e[3] * e[3] * tiltSine * tiltSine);
                var (middle, half) = (Centre + (e[0] * cosine) + (e[1] * sine), Math.Sqrt(square));
                var reach = IsIntegrated ? half + 0.5 : half;
                var first = Math.Max(0, (int)Math.Ceiling(middle - reach));
                for (var x = first; x < Width && x <= middle + reach; x++)
                {
                    line[x] += 2 * e[5] * e[2] * e[3] * Chord(x - middle, square) / square;
                }
            }

            for (var x = 0; x < Width; x++)
            {
                samples[(((angle * rows) + row) * Width) + x] = (float)Noisy(line[x]);
            }
        }
    }

    /// <summary>Half of a chord, or its mean over a pixel.</summary>
    private double Chord(double s, double square) => IsIntegrated ? Area(s + 0.5, square) - Area(s - 0.5, square) : Math.Sqrt(Math.Max(0, square - (s * s)));

    private static double Area(double s, double square)
    {
        var t = Math.Clamp(s, -Math.Sqrt(square), Math.Sqrt(square));
        return ((t * Math.Sqrt(Math.Max(0, square - (t * t)))) + (square * Math.Asin(t / Math.Sqrt(square)))) / 2;
    }

    /// <summary>Counts are Poisson distributed, nearly normal where there are many.</summary>
    private double Noisy(double attenuation)
    {
        var mean = Photons * Math.Exp(-attenuation);
        var normal = Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
        return -Math.Log(Math.Max(0.5, mean + (Math.Sqrt(mean) * normal)) / Photons);
    }

    private void Stripe(float[] samples, int row, int rows)
    {
        for (var stripe = 0; stripe < 6; stripe++)
        {
            var (x, level) = (_random.Next(Width), (float)(0.2 * (_random.NextDouble() - 0.5)));
            for (var angle = 0; angle < Degrees.Length; angle++)
            {
                samples[(((angle * rows) + row) * Width) + x] += level;
            }
        }
    }
}
