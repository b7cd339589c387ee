using Etalon.Cubes;
using Etalon.Operators.Datacubes.Tests;

namespace Etalon.Operators.Tomography.Tests;

/// <summary>
/// A sinogram of two discs by closed form, with noise, and stripes of every kind: line integrals up to 2, noise of a detector that counts 10 000
/// photons in the open beam. Stripes are offsets of the line integral; in transmission they are factors.
/// </summary>
public sealed class StripedSinogram
{
    private const int Angles = 400;
    private const int Columns = 1024;

    private readonly double[] _clean = new double[Angles * Columns];
    private readonly double[] _noise = new double[Angles * Columns];

    public StripedSinogram(double noise = 0.01)
    {
        var random = new Random(9);
        for (var angle = 0; angle < Angles; angle++)
        {
            var at = angle * Math.PI / Angles;
            var centre = (0.15 * Columns * Math.Cos(at)) + (0.08 * Columns * Math.Sin(at));
            for (var x = 0; x < Columns; x++)
            {
                var s = x - ((Columns - 1) / 2.0);
                var i = (angle * Columns) + x;
                _clean[i] = (Chord(s, 0.4 * Columns) + Chord(s - centre, 0.12 * Columns)) * 2 / (1.04 * Columns);
                _noise[i] = noise * Normal(random) * Math.Exp(_clean[i] / 2);
            }
        }
    }

    /// <summary>Kinds of stripes.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["full", "partial", "wide", "fluctuating", "together"];

    /// <summary>Mean of squares of the line integrals.</summary>
    public double CleanSquare => _clean.Average(static value => value * value);

    /// <summary>Offsets of the line integral.</summary>
    public static double[] Stripes(string kind, int seed)
    {
        var random = new Random(seed);
        var stripes = new double[Angles * Columns];
        bool Has(string one) => kind is "together" || string.Equals(kind, one, StringComparison.Ordinal);
        double Size(double least) => (least + (random.NextDouble() * (0.1 - least))) * (random.Next(2) == 0 ? 1 : -1);
        for (var n = 0; Has("full") && n < 25; n++)
        {
            Add(stripes, (random.Next(8, Columns - 8), 1), (0, Angles), Size(0.02));
        }

        for (var n = 0; Has("partial") && n < 25; n++)
        {
            var length = random.Next(Angles / 4, Angles * 6 / 10);
            Add(stripes, (random.Next(8, Columns - 8), 1), (random.Next(Angles - length), length), Size(0.02));
        }

        for (var n = 0; Has("wide") && n < 5; n++)
        {
            Add(stripes, (random.Next(16, Columns - 24), random.Next(4, 13)), (0, Angles), Size(0.03));
        }

        for (var n = 0; Has("fluctuating") && n < 10; n++)
        {
            var x = random.Next(8, Columns - 8);
            for (var angle = 0; angle < Angles; angle++)
            {
                stripes[(angle * Columns) + x] += 0.3 * Normal(random);
            }
        }

        return stripes;
    }

    /// <summary>The scan with stripes or none, as transmission or attenuation.</summary>
    public MemoryCube Cube(double[]? stripes, bool isTransmission)
    {
        float[] samples = [.. _clean.Select((value, i) => value + _noise[i] + (stripes?[i] ?? 0)).Select(value => (float)(isTransmission ? Math.Exp(-value) : value))];
        return MemoryCube.Of<float>(Info(isTransmission ? "transmission" : "attenuation", Angles, 1, Columns), samples);
    }

    /// <summary>Line integrals of a result.</summary>
    public static double[] LineIntegrals(MemoryCube cube) =>
        [.. cube.ToDoubles().Select(value => cube.Info.Name is "transmission" ? -Math.Log(Math.Max(value, 1e-6)) : value)];

    /// <summary>A scan's description.</summary>
    public static CubeInfo Info(string name, int angles, int rows, int columns) =>
        new(name, [new Axis("angle", angles), new Axis("y", rows), new Axis("x", columns)], SampleType.Float32);

    private static void Add(double[] stripes, (int First, int Count) columns, (int First, int Count) angles, double size)
    {
        for (var angle = angles.First; angle < angles.First + angles.Count; angle++)
        {
            for (var x = columns.First; x < columns.First + columns.Count; x++)
            {
                stripes[(angle * Columns) + x] += size;
            }
        }
    }

    /// <summary>The mean chord of a disc over a pixel.</summary>
    internal static double Chord(double s, double radius)
    {
        double Integral(double at)
        {
            var t = Math.Clamp(at, -radius, radius);
            return (t * Math.Sqrt((radius * radius) - (t * t))) + (radius * radius * Math.Asin(t / radius));
        }

        return Integral(s + 0.5) - Integral(s - 0.5);
    }

    internal static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
